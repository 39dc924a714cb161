package io.moderato.model.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateRatioTest {
    @Test
    void hasAnIntervalAsWideAsItsFewCasesMakeIt() {
        RateRatio ratio = RateRatio.of(Rate.of(19, 1314), Rate.of(192, 22_272));

        assertThat(ratio.value()).isCloseTo(1.677, within(0.001));
        assertThat(ratio.low()).isCloseTo(1.051, within(0.001));
        assertThat(ratio.high()).isCloseTo(2.678, within(0.001));
    }

    @Test
    void isBoundedWhereNothingHappenedHere() {
        RateRatio ratio = RateRatio.of(Rate.of(0, 100), Rate.of(10, 1000));

        assertThat(ratio.value()).isZero();
        assertThat(ratio.low()).isZero();
        assertThat(ratio.high()).isBetween(1.0, 20.0);
    }

    @Test
    void isAbsentWhereNoOtherPostIsRejected() {
        Rate none = Rate.of(0, 10);
        Rate some = Rate.of(1, 10);

        assertThat(RateRatio.ofPosts(List.of(
                        new GroupRate(Source.POSTS, GroupRate.ANY, some, some),
                        new GroupRate(Source.POSTS, GroupRate.NONE_NAMED, none, some))))
                .isEmpty();
        assertThat(RateRatio.ofPosts(List.of())).isEmpty();
    }
}
