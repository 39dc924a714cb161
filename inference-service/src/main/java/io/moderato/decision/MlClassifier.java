package io.moderato.decision;

import io.moderato.model.TextClassifier;
import io.moderato.policy.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Lets the model score the texts, all that a call brings at once, and holds the scores against the community's thresholds. */
@Component
final class MlClassifier implements ModerationStage {
    private static final String NAME = "MlClassifier";
    private static final List<String> HARMLESS = List.of("Hello there.");

    private final TextClassifier model;

    MlClassifier(TextClassifier model) {
        this.model = model;
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

    /** Which model scores: part of the key of every cached result. */
    String modelVersion() {
        return model.info().version();
    }

    /** Whether the model scores a harmless text: tells a broken model from a text that it cannot take. */
    boolean answers() {
        try {
            return model.score(HARMLESS).size() == 1;
        } catch (RuntimeException broken) {
            return false;
        }
    }

    @Override
    public List<ModerationResult> moderate(List<StageInput> inputs) {
        List<Integer> worded = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<ModerationResult> results = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            results.add(judge(Scores.NONE, inputs.get(i).inForce(), modelVersion()));
            if (!inputs.get(i).text().isBlank()) {
                worded.add(i);
                texts.add(inputs.get(i).text());
            }
        }
        List<Scores> scores = texts.isEmpty() ? List.of() : model.score(texts);
        for (int i = 0; i < worded.size(); i++) {
            results.set(
                    worded.get(i),
                    judge(scores.get(i), inputs.get(worded.get(i)).inForce(), modelVersion()));
        }
        return results;
    }

    /** REJECT or REVIEW if a score passes the threshold of its category, with the highest such score; else APPROVE with 1 − the highest. */
    static ModerationResult judge(Scores scores, InForce inForce, String modelVersion) {
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
        return ModerationResult.of(outcome, confidence, reasons, scores, inForce.provenance(NAME, null, modelVersion));
    }

    /** A score above a threshold; "reject" sorts before "review". */
    private record Passed(Category category, double score, double threshold, String verb) {
        Reason reason() {
            String text = String.format(
                    Locale.ROOT, "%s %.3f is above the %s threshold %.3f", category.key(), score, verb, threshold);
            return new Reason(text, category, NAME);
        }
    }
}
