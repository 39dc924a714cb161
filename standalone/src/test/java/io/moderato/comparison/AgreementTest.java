package io.moderato.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final int MANY = 2000;

    @Test
    void findsTheLimitThatDoesTheSameWhereOnlyTheNumbersDiffer() {
        double[] before = random(MANY, 1);
        double[] ours =
                IntStream.range(0, MANY).mapToDouble(i -> before[i] * before[i]).toArray();
        Agreement agreement = Agreement.of(before, ours, 0.8);

        assertThat(agreement.rankings()).isCloseTo(1, within(1e-9));
        assertThat(agreement.correlation()).isBetween(0.9, 0.99);
        Agreement.Limit share = Objects.requireNonNull(agreement.sameShare());
        assertThat(share.at()).isCloseTo(0.64, within(0.01));
        assertThat(share.low()).isLessThanOrEqualTo(share.at());
        assertThat(share.high()).isGreaterThanOrEqualTo(share.at());
        assertThat(share.high() - share.low()).isLessThan(0.1);
        assertThat(share.agreed().share()).isEqualTo(1);
        assertThat(share.kappa()).isEqualTo(1);
        assertThat(share.flagged().hits()).isEqualTo(agreement.flagged().hits());
        Agreement.Limit best = Objects.requireNonNull(agreement.bestAgreement());
        assertThat(best.kappa()).isEqualTo(1);
        // the same number as before would flag fewer
        assertThat(agreement.sameNumber().flagged().hits())
                .isLessThan(agreement.flagged().hits());
        assertThat(agreement.sameNumber().agreed().share()).isLessThan(1);
    }

    @Test
    void saysThatScoresWhichHaveNothingToDoWithEachOtherDoNotAgree() {
        Agreement agreement = Agreement.of(random(MANY, 1), random(MANY, 2), 0.5);

        assertThat(agreement.rankings()).isCloseTo(0, within(0.1));
        Agreement.Limit share = Objects.requireNonNull(agreement.sameShare());
        assertThat(share.flagged().share()).isCloseTo(agreement.flagged().share(), within(0.001));
        assertThat(share.kappa()).isCloseTo(0, within(0.1));
    }

    @Test
    void isLessSureOfALimitWhereThereAreFewerTexts() {
        Agreement.Limit few = Objects.requireNonNull(
                Agreement.of(random(60, 1), random(60, 1), 0.7).sameShare());
        Agreement.Limit many = Objects.requireNonNull(
                Agreement.of(random(MANY, 1), random(MANY, 1), 0.7).sameShare());

        assertThat(few.high() - few.low()).isGreaterThan(2 * (many.high() - many.low()));
        assertThat(few.agreed().low()).isLessThan(many.agreed().low());
    }

    @Test
    void suggestsNothingWhereTooFewTextsLieOnOneSide() {
        double[] before = random(MANY, 1);
        for (int i = 0; i < MANY; i++) {
            before[i] = i < 9 ? 0.9 : before[i] / 2;
        }
        Agreement agreement = Agreement.of(before, random(MANY, 2), 0.8);

        assertThat(agreement.flagged().hits()).isEqualTo(9);
        assertThat(agreement.sameShare()).isNull();
        assertThat(agreement.bestAgreement()).isNull();
        assertThat(Agreement.of(before, random(MANY, 2), 0).sameShare()).isNull();
    }

    @Test
    void countsEqualScoresTogetherAndKnowsNoCorrelationOfConstants() {
        double[] before = new double[40];
        double[] ours = new double[40];
        for (int i = 0; i < 40; i++) {
            before[i] = i < 20 ? 1 : 0;
            ours[i] = i < 25 ? 0.9 : 0.2;
        }
        Agreement agreement = Agreement.of(before, ours, 0.5);
        Agreement.Limit best = Objects.requireNonNull(agreement.bestAgreement());
        assertThat(best.at()).isEqualTo(0.9);
        assertThat(best.agreed().hits()).isEqualTo(35);
        // 35 of 40 agree; by chance (20 × 25 + 20 × 15) / 1600 = half of them would
        assertThat(best.kappa()).isCloseTo(0.75, within(1e-9));
        assertThat(agreement.correlation()).isCloseTo(0.7746, within(1e-4));

        assertThat(Agreement.of(before, new double[40], 0.5).correlation()).isNaN();
    }

    private static double[] random(int texts, long seed) {
        return new Random(seed).doubles(texts).toArray();
    }
}
