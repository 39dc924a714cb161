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
                "{\"models\":                                                   | not JSON",
                "[]                                                             | 'models' is not there",
                "7                                                              | 'models' is not there",
                "{\"macroAuc\":0.9}                                             | 'models' is not there",
                "{\"models\":[]}                                                | does not have the fields of a comparison",
                "{\"models\":3}                                                 | at models",
                "{\"split\":\"validation\",\"models\":[{\"measurements\":[3]}]} | at models[0].measurements[0]",
                "{\"split\":\"validation\",\"models\":[]}                        | does not have the fields of a comparison",
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
    void saysWhatAMeasurementLacks() {
        assertThat(Measurements.of(measured(""))).isEqualTo(new Unreadable("Nothing was measured on any set."));
        assertThat(Measurements.of(measured("{\"n\":1,\"positives\":0,\"threshold\":0.5}")))
                .isEqualTo(new Unreadable("A measurement does not name its set or its category."));
    }

    @Test
    void knowsAModelThatWasMeasuredAlone() {
        String alone = measured(
                "{\"set\":\"all\",\"category\":\"spam\",\"n\":9,\"positives\":5,\"rocAuc\":0.8,\"threshold\":0.5}");

        assertThat(Measurements.of(alone))
                .isInstanceOfSatisfying(
                        Measured.class, measured -> assertThat(measured.alone()).isTrue());
    }

    private static String measured(String measurements) {
        return """
                {"split":"validation","measured":"2026-11-20T09:30:00Z","judgedByPeople":[],"unseen":[],"models":[
                 {"model":"small","split":"validation","harmless":4,"harmlessRejected":0.25,"measurements":[%s],
                 "int8Loss":{},"reliability":[],"curves":[],"figures":[],"limits":[],
                 "behaviour":{"threshold":0.5,"groups":[],"functions":[],"mistakes":[],"obfuscations":[],"languages":[],"lengths":[]}}]}""".formatted(measurements);
    }
}
