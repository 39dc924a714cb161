package io.moderato.model.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.model.ui.Measurements.Measured;
import io.moderato.model.ui.Measurements.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"models\":                                                   | no JSON",
                "[]                                                             | neither 'models' nor 'measurements'",
                "7                                                              | neither 'models' nor 'measurements'",
                "{\"macroAuc\":0.9}                                             | neither 'models' nor 'measurements'",
                "{\"models\":[]}                                                | does not hold what a comparison holds",
                "{\"models\":3}                                                 | at models",
                "{\"split\":\"validation\",\"models\":[{\"measurements\":[3]}]} | at models[0].measurements[0]",
                "{\"harmless\":0,\"harmlessRejected\":0,\"measurements\":[]}   | Nothing was measured",
                "{\"harmless\":0,\"harmlessRejected\":0,\"measurements\":[{\"n\":1,\"positives\":0,\"threshold\":0.5}]} | which set or category",
            })
    void saysInWordsWhatIsWrongAndNamesNoClass(String metrics, String why) {
        assertThat(Measurements.of(metrics))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.why())
                                .contains(why.strip())
                                .doesNotContain("io.moderato", "Exception", "`"));
    }

    @Test
    void knowsAModelThatCameWithoutMeasurements() {
        assertThat(Measurements.of("{}")).isEqualTo(new Measurements.None());
        assertThat(Measurements.of("null")).isEqualTo(new Measurements.None());
    }

    @Test
    void readsTheSingleScorecardOfEarlierReleases() {
        String old =
                "{\"split\":\"validation\",\"harmless\":4,\"harmlessRejected\":0.25,\"measurements\":[{\"set\":\"all\","
                        + "\"category\":\"spam\",\"n\":9,\"positives\":5,\"rocAuc\":0.8,\"threshold\":0.5}]}";
        assertThat(Measurements.of(old)).isInstanceOfSatisfying(Measured.class, measured -> {
            assertThat(measured.alone()).isTrue();
            assertThat(Measurements.names(measured.comparison(), "the running one"))
                    .containsExactly("the running one");
        });
    }
}
