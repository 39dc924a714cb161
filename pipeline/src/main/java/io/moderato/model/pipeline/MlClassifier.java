package io.moderato.model.pipeline;

import io.moderato.decision.Category;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.decision.pipeline.InForce;
import io.moderato.decision.pipeline.Layer;
import io.moderato.decision.pipeline.ModerationStage;
import io.moderato.decision.pipeline.StageInput;
import io.moderato.language.LanguageDetector;
import io.moderato.language.LanguageReader;
import io.moderato.language.ModelVocabulary;
import io.moderato.language.Reading;
import io.moderato.model.serving.TextClassifier;
import io.moderato.policy.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stage that lets the model score all texts of a call at once, and compares the scores with the community's thresholds. The model gets
 * only text that it can read: sentences in its languages, up to a longest text.
 */
public final class MlClassifier implements ModerationStage {
    private static final String NAME = "MlClassifier";
    private static final List<String> HARMLESS = List.of("Hello there.");

    private final TextClassifier model;
    private final LanguageReader languages;
    private final int maxText;

    /**
     * The stage that asks that model.
     *
     * @param languages tells what the model can read
     * @param maxText   UTF-16 chars that it reads of one text
     */
    public MlClassifier(TextClassifier model, LanguageReader languages, int maxText) {
        this.model = model;
        this.languages = languages;
        this.maxText = maxText;
    }

    /** Tells what that model can read. Takes about a second and 40 MB. */
    public static LanguageReader readerFor(TextClassifier model) {
        return new LanguageReader(
                LanguageDetector.load(),
                Set.copyOf(model.info().languages()),
                ModelVocabulary.of(model.tokenizerFile()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Layer layer() {
        return Layer.MODEL;
    }

    @Override
    public Set<Part.Kind> examines() {
        return Set.of(Part.Kind.TEXT);
    }

    @Override
    public Set<String> languages() {
        return Set.copyOf(model.info().languages());
    }

    @Override
    public String version() {
        return model.info().version();
    }

    @Override
    public boolean answers() {
        try {
            return model.score(HARMLESS).size() == 1;
        } catch (RuntimeException broken) {
            return false;
        }
    }

    @Override
    public List<ModerationResult> moderate(List<StageInput> inputs) {
        List<Excerpt> excerpts = inputs.stream().map(this::excerpt).toList();
        List<String> texts = excerpts.stream()
                .map(Excerpt::text)
                .filter(text -> !text.isBlank())
                .toList();
        Iterator<Scores> scores = (texts.isEmpty() ? List.<Scores>of() : model.score(texts)).iterator();
        List<ModerationResult> results = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            Excerpt excerpt = excerpts.get(i);
            ModerationResult judged = judge(
                    excerpt.text().isBlank() ? Scores.NONE : scores.next(),
                    inputs.get(i).inForce(),
                    version());
            results.add(judged.lacking(excerpt.gaps(), excerpt.language()));
        }
        return results;
    }

    private Excerpt excerpt(StageInput input) {
        String text = input.text();
        if (text.isBlank()) {
            return new Excerpt(text, null, List.of());
        }
        List<Unexamined> gaps = new ArrayList<>();
        if (text.length() > maxText) {
            text = text.substring(0, Character.isHighSurrogate(text.charAt(maxText - 1)) ? maxText - 1 : maxText);
            gaps.add(new Unexamined(Part.TEXT, UnexaminedReason.TOO_LONG));
        }
        Reading reading = languages.read(text, input.content().language());
        if (!reading.whole()) {
            gaps.add(new Unexamined(Part.TEXT, UnexaminedReason.LANGUAGE_NOT_READ));
        }
        return new Excerpt(readable(text, reading), reading.language(), gaps);
    }

    /** The sentences that the model reads, one below the other. */
    private static String readable(String text, Reading reading) {
        return reading.whole()
                ? text
                : reading.readable().stream().map(span -> span.of(text)).collect(Collectors.joining("\n"));
    }

    /**
     * The text that the model is asked about.
     *
     * @param text     the sentences that the model can read; blank if there are none
     * @param language the language of the whole text, if it was determined
     * @param gaps     the parts that the model is not asked about, and why
     */
    private record Excerpt(String text, @Nullable String language, List<Unexamined> gaps) {}

    /**
     * REJECT or REVIEW if a score passes the threshold of its category, with the highest such score as confidence; else APPROVE with 1 −
     * the highest score as confidence.
     */
    public static ModerationResult judge(Scores scores, InForce inForce, String modelVersion) {
        List<Passed> rejected = new ArrayList<>();
        List<Passed> doubtful = new ArrayList<>();
        double highest = 0;
        for (Map.Entry<Category, Threshold> entry : inForce.terms().thresholds().entrySet()) {
            if (scores.of(entry.getKey()).isEmpty()) {
                continue;
            }
            double score = scores.of(entry.getKey()).getAsDouble();
            Threshold threshold = entry.getValue();
            highest = Math.max(highest, score);
            if (score > threshold.rejectAbove()) {
                rejected.add(new Passed(entry.getKey(), score, threshold.rejectAbove(), "reject"));
            } else if (score > threshold.effectiveReviewAbove()) {
                doubtful.add(new Passed(entry.getKey(), score, threshold.effectiveReviewAbove(), "review"));
            }
        }
        if (rejected.isEmpty() && doubtful.isEmpty()) {
            String reason = scores.byCategory().isEmpty() ? "No text to score" : "No score passes its threshold";
            return result(
                    Outcome.APPROVE,
                    1 - highest,
                    List.of(new Reason(reason, null, NAME)),
                    scores,
                    inForce,
                    modelVersion);
        }
        List<Passed> deciding = rejected.isEmpty() ? doubtful : rejected;
        List<Passed> all = new ArrayList<>(rejected);
        all.addAll(doubtful);
        all.sort(Comparator.comparing(Passed::verb)
                .thenComparing(Comparator.comparingDouble(Passed::score).reversed()));
        double confidence = deciding.stream().mapToDouble(Passed::score).max().orElseThrow();
        return result(
                rejected.isEmpty() ? Outcome.REVIEW : Outcome.REJECT,
                confidence,
                all.stream().map(Passed::reason).toList(),
                scores,
                inForce,
                modelVersion);
    }

    private static ModerationResult result(
            Outcome outcome,
            double confidence,
            List<Reason> reasons,
            Scores scores,
            InForce inForce,
            String modelVersion) {
        return ModerationResult.of(
                outcome,
                confidence,
                reasons,
                scores,
                inForce.provenance(NAME, null).with(List.of(new ModelUse(NAME, modelVersion))));
    }

    /** A score above a threshold; "reject" sorts before "review". */
    private record Passed(Category category, double score, double threshold, String verb) {
        Reason reason() {
            String text = String.format(
                    Locale.ROOT,
                    "%s: %.1f\u00a0%%; %s begins at %.1f\u00a0%%",
                    category.words(),
                    100 * score,
                    verb.equals("reject") ? "rejection" : "review",
                    100 * threshold);
            return new Reason(text, category, NAME);
        }
    }
}
