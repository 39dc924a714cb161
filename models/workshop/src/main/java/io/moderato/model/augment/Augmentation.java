package io.moderato.model.augment;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How often a training text is shown otherwise than it was posted, so that a model reads through tricks and slips. What is in
 * neither share is shown as it is.
 *
 * @param obfuscated the share of texts written with an {@link Obfuscation}, in [0, 1]
 * @param twice of those, the share with a second one on top, in [0, 1]
 * @param noisy the share of texts with {@link NaturalNoise}, in [0, 1]
 */
public record Augmentation(double obfuscated, double twice, double noisy) {
    /** Every text as posted. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0);

    /** Most texts as posted, a quarter obfuscated, some with slips. */
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

    /** The text as that row of an epoch shows it: the same for the same seed, whatever the order in which rows are asked for. */
    public String apply(String text, long seed, int epoch, int row) {
        // The generator's own steps between seeds would make an epoch's numbers those of the epoch before, moved by
        // one.
        long ofRow = new SplittableRandom(seed).nextLong() ^ ((long) epoch << 32 | row);
        return apply(text, new SplittableRandom(new SplittableRandom(ofRow).nextLong()));
    }
}
