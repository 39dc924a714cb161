package io.moderato.model.scorecard;

import io.moderato.decision.Category;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Scorecard.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A figure that people look at first. The file {@code headlines.json} lists all headlines.
 *
 * @param key the headline's name in a run's record
 * @param row the headline's name in tables; null if no table shows it
 * @param set the set that the headline is about; null if it is not about a single set
 * @param categories the categories that the headline is about
 * @param tile how the console shows the headline; null if the console does not show it
 */
public record Headline(
        String key,
        @Nullable String row,
        Metric metric,
        @Nullable String set,
        List<Category> categories,
        @Nullable Tile tile) {
    private static final String FILE = "headlines.json";

    private static final List<Headline> ALL = read();

    /** Copies the list; an absent list is empty. */
    public Headline {
        categories = categories == null ? List.of() : List.copyOf(categories);
    }

    /**
     * The way in which the console shows a figure.
     *
     * @param unit the unit after the figure
     * @param meaning the meaning of the figure, for somebody who does not know the metric
     * @param order whether more is better
     * @param shown the way in which the number is written
     * @param step the difference below which two figures look the same
     * @param stepIsShare whether {@code step} is a share of the figure
     */
    public record Tile(
            Question question,
            String label,
            String unit,
            String meaning,
            Order order,
            Shown shown,
            double step,
            boolean stepIsShare) {
        /** The difference from that figure below which two figures look the same. */
        public double stepAt(double figure) {
            return stepIsShare ? step * Math.abs(figure) : step;
        }
    }

    /** The question of the reader that a figure answers. */
    public enum Question {
        FINDS,
        UNDERSTANDS,
        WITHSTANDS,
        COSTS
    }

    /** Whether more is better. */
    public enum Order {
        MORE,
        LESS,
        /** Neither more nor less is better. */
        NONE
    }

    /** The way in which a number is written. */
    public enum Shown {
        MEASURE,
        SHARE,
        TIMES,
        POINTS,
        WHOLE,
        MEGABYTES
    }

    /** All headlines, in the order in which people read them. */
    public static List<Headline> all() {
        return ALL;
    }

    private static List<Headline> read() {
        try (InputStream in = Headline.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            return List.of(JsonMapper.shared().readValue(in, Headline[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This headline's figure for that model; empty if it was not measured. */
    public Optional<Figure> of(Scorecard model) {
        return switch (metric) {
            case MEAN_ROC_AUC -> meanRocAuc(model);
            case THREE_CLASS_F1, CROSS_FITTED_F1, FUNCTIONAL_ROC_AUC -> measured(model);
            case FUNCTIONAL_ACCURACY ->
                figure(
                        model.behaviour().functions().stream()
                                .mapToDouble(FunctionAccuracy::accuracy)
                                .average(),
                        model.behaviour().functions().stream()
                                .mapToLong(FunctionAccuracy::n)
                                .sum());
            case HARMLESS_REJECTED ->
                model.harmless() == 0
                        ? Optional.empty()
                        : Optional.of(Figure.of(metric, null, model.harmlessRejected(), model.harmless()));
            case IDENTITY_RATIO ->
                RateRatio.ofPosts(model.behaviour().groups())
                        .map(ratio -> new Figure(metric, null, ratio.value(), ratio.low(), ratio.high(), null));
            case PLAIN_ACCURACY ->
                model.behaviour().obfuscations().stream()
                        .findFirst()
                        .map(plain -> Figure.of(metric, null, plain.accuracy(), plain.n()));
            case OBFUSCATION_LOSS -> obfuscationLoss(model.behaviour().obfuscations());
            case CALIBRATION_ERROR ->
                figure(
                        model.reliability().stream()
                                .mapToDouble(Reliability::expectedCalibrationError)
                                .average(),
                        null);
            case TEXTS_PER_SECOND ->
                Optional.ofNullable(model.textsPerSecond()).map(speed -> Figure.of(metric, null, speed, null));
            case BYTES -> Optional.ofNullable(model.bytes()).map(size -> Figure.of(metric, null, size, null));
        };
    }

    private Optional<Figure> figure(OptionalDouble value, @Nullable Long n) {
        return value.isPresent() ? Optional.of(Figure.of(metric, set, value.getAsDouble(), n)) : Optional.empty();
    }

    /**
     * The mean over all categories of the headline; empty if one of them was not measured, because a mean over fewer is a different figure.
     */
    private Optional<Figure> meanRocAuc(Scorecard model) {
        List<Measurement> measured = model.measurements().stream()
                .filter(one -> one.set().equals(set) && categories.contains(one.category()) && one.rocAuc() != null)
                .toList();
        return measured.size() < categories.size()
                ? Optional.empty()
                : figure(
                        measured.stream()
                                .map(Measurement::rocAuc)
                                .mapToDouble(auc -> auc == null ? 0 : auc)
                                .average(),
                        measured.stream().mapToLong(Measurement::n).max().orElse(0));
    }

    /** The stored figure. It needs the scores of single texts, so it was computed while these scores were at hand. */
    private Optional<Figure> measured(Scorecard model) {
        return model.figures().stream()
                .filter(figure -> figure.metric() == metric && (set == null || set.equals(figure.set())))
                .findFirst();
    }

    private Optional<Figure> obfuscationLoss(List<ObfuscationAccuracy> accuracies) {
        return accuracies.stream()
                .skip(1)
                .mapToDouble(ObfuscationAccuracy::accuracy)
                .boxed()
                .min(Double::compare)
                .map(worst -> {
                    ObfuscationAccuracy plain = accuracies.getFirst();
                    return Figure.of(metric, null, Rounded.to4(plain.accuracy() - worst), plain.n());
                });
    }
}
