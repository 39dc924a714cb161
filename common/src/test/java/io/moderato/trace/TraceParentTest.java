package io.moderato.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @ParameterizedTest
    @CsvSource({
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-fe, false",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later, true"
    })
    void readsWhatTheRecommendationAllows(String text, boolean sampled) {
        assertThat(TraceParent.parse(text)).isEqualTo(new TraceParent(TRACE, SPAN, sampled));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b71692033310-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01"
            })
    void passesOverEverythingElse(String text) {
        assertThat(TraceParent.parse(text)).isNull();
    }

    @Test
    void readsWhatItWrites() {
        TraceParent one = new TraceParent(TRACE, SPAN, true);
        assertThat(one).hasToString("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(Objects.requireNonNull(TraceParent.parse(one.toString()))).isEqualTo(one);
    }

    @Test
    void refusesIdsThatAreNone() {
        assertThatThrownBy(() -> new TraceParent(TRACE, "'; DROP TABLE x;", true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
