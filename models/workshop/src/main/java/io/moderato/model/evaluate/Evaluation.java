package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.Scorer;
import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.scorecard.Behaviour;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Curve;
import io.moderato.model.scorecard.Reliability;
import io.moderato.model.scorecard.Rounded;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.UnseenSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures models side by side on the same labelled rows, functional sentences and disguised texts. */
public final class Evaluation {
    private static final int CHUNK = 2048;
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    private final String split;
    private final List<LabelledText> rows;
    private final Set<String> judgedByPeople;
    private final DisguisedTexts disguised;
    private final FunctionTest functions;
    private final GroupTest groups;
    private final LanguageTest languages = new LanguageTest();
    private final Duration benchmark;
    private final Consumer<String> report;

    /**
     * The extent of what is measured beside the rows.
     *
     * @param seed the seed of everything that is drawn by chance
     * @param sentencesOfAFunction the number of functional sentences of each function
     * @param disguisedOfASet the number of harmful texts of each set that are disguised, with as many harmless texts
     * @param benchmark how long the speed of each model is measured; zero to leave this out
     */
    public record Options(long seed, int sentencesOfAFunction, int disguisedOfASet, Duration benchmark) {
        /** The options with which {@code metrics.json} is made. */
        public static final Options STANDARD = new Options(1, 100, 100, Duration.ofSeconds(5));
    }

    /**
     * Prepares an evaluation on those rows.
     *
     * @param split the part of the data that the rows come from
     * @param report receives lines of progress
     */
    public Evaluation(String split, List<LabelledText> rows, Options options, Consumer<String> report) {
        this.split = split;
        this.rows = List.copyOf(rows);
        this.judgedByPeople = judgedByPeople(rows);
        List<LabelledText> people = this.rows.stream()
                .filter(row -> judgedByPeople.contains(row.set()))
                .toList();
        this.disguised = DisguisedTexts.of(people, options.disguisedOfASet, options.seed);
        this.functions = FunctionTest.of(options.seed, options.sentencesOfAFunction);
        this.groups = GroupTest.of(this.rows);
        this.benchmark = options.benchmark;
        this.report = report;
    }

    /**
     * The sets in which people labelled the harm. Other sets have weak labels, are completely harmless, or are our own functional
     * sentences.
     */
    public static Set<String> judgedByPeople(List<LabelledText> rows) {
        return rows.stream()
                .filter(row -> !row.set().equals(FunctionalSentences.SET))
                .filter(row ->
                        row.labels().values().stream().anyMatch(label -> label.weight() >= 1 && label.positive()))
                .map(LabelledText::set)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Measures the models one after the other. The comparison is about the first model. */
    public Comparison measure(List<Candidate> candidates) {
        return comparison(candidates.stream().map(this::measure).toList(), List.of());
    }

    /** A comparison of scorecards of these rows, with the results on sources that training did not see. */
    public Comparison comparison(List<Scorecard> scorecards, List<UnseenSource> unseen) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Comparison(split, now, judgedByPeople.stream().sorted().toList(), null, scorecards, unseen);
    }

    /** Measures one model. */
    public Scorecard measure(Candidate candidate) {
        return measure(candidate, scores(candidate));
    }

    /** The model's scores of the rows, each at the place of its row. */
    public List<Scores> scores(Candidate candidate) {
        return scored(candidate, rows.stream().map(LabelledText::text).toList(), "texts");
    }

    /** Measures one model whose scores of the rows are known. */
    public Scorecard measure(Candidate candidate, List<Scores> scores) {
        String name = candidate.scorer().name();
        Map<Category, Limit> limits = candidate.limitsOr(rows, scores, LimitChoice.MAX_HARMLESS_REJECTED);
        Measuring.Result bySet = Measuring.measure(rows, scores, candidate.categories(), limits);

        DisguisedTexts.Result obfuscations = disguised.measure(texts -> scored(candidate, texts, "disguised texts"));
        Thresholds thresholds = Thresholds.of(rows, scores, judgedByPeople, candidate.categories(), limits)
                .with(Category.TOXICITY, obfuscations.threshold());
        FunctionTest.Result functional =
                functions.measure(texts -> scored(candidate, texts, "functional sentences"), thresholds, limits);
        List<Behaviour.GroupRate> rates = new ArrayList<>(groups.measure(scores, limits));
        rates.addAll(functional.groups());

        return new Scorecard(
                name,
                split,
                bySet.measurements(),
                bySet.harmless(),
                bySet.harmlessRejected(),
                Map.of(),
                speed(candidate.scorer()),
                candidate.bytes(),
                reliability(candidate, scores),
                new Behaviour(
                        obfuscations.threshold(),
                        rates,
                        functional.accuracies(),
                        functional.mistakes(),
                        obfuscations.accuracies(),
                        languages.measure(candidate.scorer()::score, limits),
                        LengthTest.measure(rows, scores, judgedByPeople)),
                curves(candidate, scores),
                Headlines.of(rows, scores, functional),
                bySet.limits());
    }

    private @Nullable Double speed(Scorer scorer) {
        if (benchmark.isZero()) {
            return null;
        }
        report.accept(scorer.name() + ": measuring its speed");
        return (double) Math.round(ModelBenchmark.run(scorer, ModelBenchmark.sampleTexts(), benchmark)
                .textsPerSecond());
    }

    private List<Scores> scored(Candidate candidate, List<String> texts, String what) {
        List<Scores> scores = new ArrayList<>(texts.size());
        long start = System.nanoTime();
        long last = start;
        for (int from = 0; from < texts.size(); from += CHUNK) {
            scores.addAll(candidate.scorer().score(texts.subList(from, Math.min(texts.size(), from + CHUNK))));
            long now = System.nanoTime();
            if (now - last > BETWEEN_REPORTS.toNanos() && scores.size() < texts.size()) {
                double left = (now - start) / 1e9 * (texts.size() - scores.size()) / scores.size();
                report.accept(String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d %s scored, %.0f s left",
                        candidate.scorer().name(),
                        scores.size(),
                        texts.size(),
                        what,
                        left));
                last = now;
            }
        }
        return scores;
    }

    private List<Reliability> reliability(Candidate candidate, List<Scores> scores) {
        List<Reliability> reliability = new ArrayList<>();
        for (Category category : candidate.categories()) {
            LabelledScores known = LabelledScores.of(rows, scores, category, row -> true);
            if (known.hasBoth()) {
                CalibrationError error = CalibrationError.of(known.scores(), known.targets(), known.weights());
                double[] before = new double[known.n()];
                for (int i = 0; i < before.length; i++) {
                    before[i] = candidate.uncalibrated(category, known.scores()[i]);
                }
                double uncalibrated = CalibrationError.of(before, known.targets(), known.weights())
                        .error();
                reliability.add(new Reliability(
                        category,
                        Rounded.to4(error.error()),
                        candidate.calibration().containsKey(category) ? Rounded.to4(uncalibrated) : null,
                        error.bins()));
            }
        }
        return reliability;
    }

    private List<Curve> curves(Candidate candidate, List<Scores> scores) {
        if (!candidate.categories().contains(Category.TOXICITY)) {
            return List.of();
        }
        LabelledScores known =
                LabelledScores.of(rows, scores, Category.TOXICITY, row -> judgedByPeople.contains(row.set()));
        return known.hasBoth()
                ? List.of(
                        Curve.roc(Category.TOXICITY, known.scores(), known.positive()),
                        Curve.precisionRecall(Category.TOXICITY, known.scores(), known.positive()))
                : List.of();
    }
}
