package io.moderato.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReviewSettingsTest {
    @Test
    void givesTenSecondsOfUndoUnlessToldOtherwise() {
        assertThat(bind(Map.of())).isEqualTo(new ReviewSettings(Duration.ofSeconds(10), Duration.ofSeconds(1)));
        assertThat(bind(Map.of("moderato.review.undo-period", "0s", "moderato.review.finish-interval", "250ms")))
                .isEqualTo(new ReviewSettings(Duration.ZERO, Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @CsvSource({"undo-period,-1s", "undo-period,6m", "finish-interval,0s"})
    void refusesWhatNobodyCanWant(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("moderato.review." + name, value)))
                .rootCause()
                .hasMessageContaining("moderato.review." + name)
                .hasMessageContaining("for example");
    }

    private static ReviewSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("moderato.review", ReviewSettings.class);
    }
}
