package io.moderato.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that turn an encoder into a moderation model: the model folder's {@code moderation.json}.
 *
 * @param formatVersion 1
 * @param name the model's name, the same in all its versions
 * @param created the time when training ended
 * @param categories the category of each output of the head, in order, unless {@code head} says otherwise; only categories that the model
 *     was trained for
 * @param calibration for each category, the map from logit to probability
 * @param maxTokens the longest window that the model reads, [CLS] and [SEP] included
 * @param windowOverlap tokens that neighbouring windows of a long text share
 * @param limits suggested thresholds for a default policy
 * @param data the sets that the model was trained on
 * @param head the outputs that make up each category; null if each output is the logit of its category
 * @param normalization the form into which a text is brought before the tokenizer reads it; null for light
 * @param traced whether somebody else traced model.pt, so that the folder needs no weights; null for no
 * @param linearShare for some categories, the share of the logit, in (0, 1), that comes from the linear model in {@code linear.bin}; null
 *     if there is no linear model
 * @param languages the languages that the model reads, as BCP 47 primary tags such as {@code en}; null if nobody declared them, and then
 *     the model is asked about every text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModerationSettings(
        int formatVersion,
        String name,
        Instant created,
        List<Category> categories,
        Map<Category, Calibration> calibration,
        int maxTokens,
        int windowOverlap,
        Map<Category, Limit> limits,
        List<DataSource> data,
        @Nullable OutputHead head,
        @Nullable Normalization normalization,
        @Nullable Boolean traced,
        @Nullable Map<Category, Double> linearShare,
        @Nullable List<String> languages) {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** A monotone map from logit to probability (Platt scaling): sigmoid(slope × logit + bias), slope above 0. */
    public record Calibration(double slope, double bias) {
        /** The calibration that leaves the model's own probability unchanged. */
        public static final Calibration NONE = new Calibration(1, 0);

        /** Checks that the map rises. */
        public Calibration {
            if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(bias)) {
                throw new IllegalArgumentException(
                        "Calibration with slope %s and bias %s does not rise".formatted(slope, bias));
            }
        }

        /** The probability of that logit, in [0, 1]. */
        public double probability(double logit) {
            return Logistic.of(slope * logit + bias);
        }
    }

    /** Probabilities at which a default policy should reject and review. */
    public record Limit(double reject, double review) {
        /** Checks 0 ≤ review ≤ reject ≤ 1. */
        public Limit {
            if (!(review >= 0 && review <= reject && reject <= 1)) {
                throw new IllegalArgumentException(
                        "Limits reject %s, review %s are out of order".formatted(reject, review));
            }
        }
    }

    /** A set of texts that the model learned from, with the number of rows used. */
    public record DataSource(String name, String licence, long rows) {}

    /** Checks that every category has all settings that scoring needs. */
    public ModerationSettings {
        if (formatVersion != 1) {
            throw new IllegalArgumentException("formatVersion is %d, this release reads 1".formatted(formatVersion));
        }
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name is missing");
        }
        if (created == null) {
            throw new IllegalArgumentException("created is missing");
        }
        if (categories == null || categories.isEmpty()) {
            throw new IllegalArgumentException("categories are missing");
        }
        categories = List.copyOf(categories);
        if (categories.stream().distinct().count() != categories.size()) {
            throw new IllegalArgumentException("categories repeat: " + categories);
        }
        calibration = ordered(calibration);
        limits = ordered(limits);
        data = data == null ? List.of() : List.copyOf(data);
        for (Category category : categories) {
            if (!calibration.containsKey(category)) {
                throw new IllegalArgumentException("calibration of %s is missing".formatted(category.key()));
            }
        }
        if (maxTokens < 3 || windowOverlap < 0 || windowOverlap >= maxTokens - 2) {
            throw new IllegalArgumentException(
                    "maxTokens %d with windowOverlap %d make no windows".formatted(maxTokens, windowOverlap));
        }
        if (linearShare != null) {
            for (Map.Entry<Category, Double> share : linearShare.entrySet()) {
                if (!(share.getValue() > 0 && share.getValue() < 1) || !categories.contains(share.getKey())) {
                    throw new IllegalArgumentException(
                            "linearShare of %s is %s, expected a category and a number in (0, 1)"
                                    .formatted(share.getKey().key(), share.getValue()));
                }
            }
            linearShare = ordered(linearShare);
        }
        if (languages != null) {
            for (String language : languages) {
                if (!LANGUAGE.matcher(language).matches()) {
                    throw new IllegalArgumentException(
                            "languages has '%s', expected BCP 47 primary tags such as en".formatted(language));
                }
            }
            languages = List.copyOf(languages);
        }
        if (head != null && !head.outputs().keySet().equals(Set.copyOf(categories))) {
            throw new IllegalArgumentException(
                    "head makes %s, categories are %s".formatted(head.outputs().keySet(), categories));
        }
    }

    /** The settings of a model that we made: one output for each category, light normalisation, exported here. */
    public ModerationSettings(
            int formatVersion,
            String name,
            Instant created,
            List<Category> categories,
            Map<Category, Calibration> calibration,
            int maxTokens,
            int windowOverlap,
            Map<Category, Limit> limits,
            List<DataSource> data) {
        this(
                formatVersion,
                name,
                created,
                categories,
                calibration,
                maxTokens,
                windowOverlap,
                limits,
                data,
                null,
                null,
                null,
                null,
                null);
    }

    /** The map in the order of the categories, so that the same settings give the same bytes and the same version. */
    private static <T> Map<Category, T> ordered(@Nullable Map<Category, T> map) {
        EnumMap<Category, T> ordered = new EnumMap<>(Category.class);
        if (map != null) {
            ordered.putAll(map);
        }
        return Collections.unmodifiableMap(ordered);
    }

    /**
     * Checks that a head with that many outputs can make the categories.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public void checkOutputs(int available) {
        if (head != null) {
            head.check(available);
        } else if (categories.size() != available) {
            throw new IllegalArgumentException(
                    "names %d categories, but the head has %d outputs".formatted(categories.size(), available));
        }
    }

    /** The logits of the categories, in their order, from the outputs of the head for one window. */
    public float[] logits(float[] outputs) {
        if (head == null) {
            return outputs;
        }
        float[] logits = new float[categories.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = head.logit(categories.get(i), outputs);
        }
        return logits;
    }

    /** The languages that the model reads; empty if nobody declared them. */
    public List<String> effectiveLanguages() {
        return languages == null ? List.of() : languages;
    }

    /** The form into which a text is brought before the tokenizer reads it. */
    public Normalization effectiveNormalization() {
        return normalization == null ? Normalization.LIGHT : normalization;
    }

    /** Whether {@code model.pt} was traced elsewhere, so that the folder needs no weights. */
    public boolean fromElsewhere() {
        return Boolean.TRUE.equals(traced);
    }

    /** The calibration of a category; {@link Calibration#NONE} if the category has no calibration. */
    public Calibration calibrationOf(Category category) {
        return calibration.getOrDefault(category, Calibration.NONE);
    }

    /** The calibrated scores of a text from its logits. The logits are in the order of the categories. */
    public Scores scores(float[] logits) {
        Map<Category, Double> scores = new EnumMap<>(Category.class);
        for (int i = 0; i < categories.size(); i++) {
            scores.put(categories.get(i), calibrationOf(categories.get(i)).probability(logits[i]));
        }
        return new Scores(scores);
    }
}
