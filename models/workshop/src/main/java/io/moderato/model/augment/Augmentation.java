package io.moderato.model.augment;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The shares of training texts that are shown in another spelling than they were posted, so that a model learns to read through tricks and
 * slips. All other texts are shown as posted.
 *
 * @param obfuscated the share of texts written with an {@link Obfuscation}, in [0, 1]
 * @param twice the share of these texts that get a second obfuscation on top, in [0, 1]
 * @param noisy the share of texts with {@link NaturalNoise}, in [0, 1]
 */
public record Augmentation(double obfuscated, double twice, double noisy) {
    /** Shows every text as posted. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0);

    /** Shows most texts as posted, a quarter obfuscated, some with slips. */
    public static final Augmentation STANDARD = new Augmentation(0.25, 0.1, 0.15);

    private static final Obfuscation[] OBFUSCATIONS = Obfuscation.values();
    private static final NaturalNoise[] NOISES = NaturalNoise.values();

    public Augmentation {
        if (!(obfuscated >= 0 && noisy >= 0 && obfuscated + noisy <= 1 && twice >= 0 && twice <= 1)) {
            throw new IllegalArgumentException(
                    "Shares obfuscated %s, noisy %s must be at least 0 and together at most 1, twice %s in [0, 1]"
                            .formatted(obfuscated, noisy, twice));
        }
    }

    /** The text as it is shown this time. */
    public String apply(String text, RandomGenerator random) {
        double way = random.nextDouble();
        if (way < obfuscated) {
            String once = OBFUSCATIONS[random.nextInt(OBFUSCATIONS.length)].apply(text, random);
            return random.nextDouble() < twice
                    ? OBFUSCATIONS[random.nextInt(OBFUSCATIONS.length)].apply(once, random)
                    : once;
        }
        if (way < obfuscated + noisy) {
            return NOISES[random.nextInt(NOISES.length)].apply(text, random);
        }
        return text;
    }

    /** The text as it is shown for that row in that epoch. The result is the same for the same seed, in any order of the calls. */
    public String apply(String text, long seed, int epoch, int row) {
        // without this mixing, the random numbers of an epoch would be those of the epoch before, moved by one place
        long ofRow = new SplittableRandom(seed).nextLong() ^ ((long) epoch << 32 | row);
        return apply(text, new SplittableRandom(new SplittableRandom(ofRow).nextLong()));
    }
}
