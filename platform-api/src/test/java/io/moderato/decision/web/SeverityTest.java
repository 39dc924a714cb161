package io.moderato.decision.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.policy.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SeverityTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({
        // review above .4, reject above .8
        "0,    .8, .4, 0",
        ".19,  .8, .4, 0",
        ".2,   .8, .4, 1",
        ".4,   .8, .4, 1",
        ".41,  .8, .4, 2",
        ".59,  .8, .4, 2",
        ".61,  .8, .4, 3",
        ".8,   .8, .4, 3",
        ".801, .8, .4, 4",
        ".849, .8, .4, 4",
        ".86,  .8, .4, 5",
        ".91,  .8, .4, 6",
        ".96,  .8, .4, 7",
        "1,    .8, .4, 7",
        // no limit of its own for review: .7 of the other one
        ".69,  1,  ,   1",
        ".71,  1,  ,   2",
        "1,    1,  ,   3",
        // nothing between review and rejection
        ".5,   .5, .5, 1",
        ".51,  .5, .5, 4"
    })
    void followsFromScoreAndThresholds(double score, double reject, Double review, int level) {
        assertThat(Severity.of(score, new Threshold(reject, review)).value()).isEqualTo(level);
    }

    @Test
    void isANumberOrAWord() {
        assertThat(JSON.writeValueAsString(Severity.of(1, new Threshold(.8, null))))
                .isEqualTo("7");
        assertThat(JSON.writeValueAsString(Severity.unknown())).isEqualTo("\"unknown\"");
    }
}
