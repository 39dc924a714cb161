package io.moderato.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final String TEXT = "Every gardener waters the tomatoes before breakfast";

    @Test
    void showsTheRestOfTheTextsAsPosted() {
        SplittableRandom random = new SplittableRandom(3);
        Augmentation augmentation = new Augmentation(0.3, 0.5, 0.2);
        long plain = IntStream.range(0, 4000)
                .filter(i -> augmentation.apply(TEXT, random).equals(TEXT))
                .count();
        // noise may by chance leave a text unchanged, for example if a word already had the other case
        assertThat(plain / 4000.0).isBetween(0.45, 0.56);
    }

    @Test
    void showsEveryTextAsPostedIfNothingIsAskedFor() {
        for (int i = 0; i < 100; i++) {
            assertThat(Augmentation.NONE.apply(TEXT, i, i, i)).isEqualTo(TEXT);
        }
    }

    @Test
    void showsARowOfAnEpochAlwaysAlikeAndOtherEpochsOtherwise() {
        Augmentation always = new Augmentation(1, 0.5, 0);
        assertThat(always.apply(TEXT, 5, 2, 9)).isEqualTo(always.apply(TEXT, 5, 2, 9));
        assertThat(IntStream.range(0, 30)
                        .mapToObj(epoch -> always.apply(TEXT, 5, epoch, 9))
                        .distinct()
                        .count())
                .isGreaterThan(20);
        assertThat(IntStream.range(0, 30)
                        .mapToObj(row -> always.apply(TEXT, 5, 1, row))
                        .distinct()
                        .count())
                .isGreaterThan(20);
    }

    @Test
    void refusesSharesThatAreNone() {
        assertThatThrownBy(() -> new Augmentation(0.7, 0, 0.7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.7");
        assertThatThrownBy(() -> new Augmentation(Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Augmentation(0.1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slipsAreSmall() {
        for (int seed = 0; seed < 500; seed++) {
            String text = NaturalNoise.TYPOS.apply(TEXT, new SplittableRandom(seed));
            assertThat(text.length()).isBetween(TEXT.length() - 3, TEXT.length() + 3);
            assertThat(text.split(" ")).hasSameSizeAs(TEXT.split(" "));
            assertThat(NaturalNoise.CASE.apply(TEXT, new SplittableRandom(seed)))
                    .isEqualToIgnoringCase(TEXT);
        }
    }
}
