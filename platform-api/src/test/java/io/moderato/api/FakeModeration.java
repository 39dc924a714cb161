package io.moderato.api;

import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.ModelUse;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes the place of the inference service, which is another process. It rejects texts with "vile", and is out of capacity for "overload".
 * Its model reads English and not "Tschüss", cannot tell the language of "qwx", does not read an "endless" text, and fails at "breaks".
 */
public final class FakeModeration implements Moderation {
    private final AtomicInteger calls = new AtomicInteger();
    private volatile List<Content> scored = List.of();

    public int calls() {
        return calls.get();
    }

    @Override
    public List<ModerationResult> moderate(List<Content> contents) {
        calls.incrementAndGet();
        return contents.stream().map(FakeModeration::result).toList();
    }

    @Override
    public List<ModerationResult> score(List<Content> contents) {
        calls.incrementAndGet();
        scored = List.copyOf(contents);
        return contents.stream().map(FakeModeration::scored).toList();
    }

    /** The contents of the last call for scores. */
    public List<Content> lastScored() {
        return scored;
    }

    private static ModerationResult scored(Content content) {
        String text = content.text();
        ModerationResult result = result(content);
        if (text.contains("Tschüss")) {
            boolean partly = text.contains("Hello");
            return (partly ? result : unscored())
                    .lacking(gaps(UnexaminedReason.LANGUAGE_NOT_READ), partly ? "en" : "de");
        }
        if (text.contains("qwx")) {
            return lacking(unscored(), UnexaminedReason.LANGUAGE_NOT_READ);
        }
        if (text.contains("endless")) {
            return lacking(result, UnexaminedReason.TOO_LONG);
        }
        if (text.contains("breaks")) {
            return lacking(unscored(), UnexaminedReason.STAGE_FAILED);
        }
        return result.lacking(List.of(), "en");
    }

    private static ModerationResult lacking(ModerationResult result, UnexaminedReason reason) {
        return result.lacking(gaps(reason), null);
    }

    private static List<Unexamined> gaps(UnexaminedReason reason) {
        return List.of(new Unexamined(Part.TEXT, reason));
    }

    private static ModerationResult unscored() {
        ModerationResult result = result(Outcome.APPROVE);
        return ModerationResult.of(
                result.outcome(), result.confidence(), result.reasons(), Scores.NONE, result.provenance());
    }

    private static ModerationResult result(Content content) {
        if (content.text().contains("overload")) {
            throw new ProblemException(ProblemKey.UNAVAILABLE, "The pipeline is full.");
        }
        return result(content.text().contains("vile") ? Outcome.REJECT : Outcome.APPROVE);
    }

    /** A result of the pipeline with that outcome. */
    public static ModerationResult result(Outcome outcome) {
        boolean bad = outcome != Outcome.APPROVE;
        return new ModerationResult(
                outcome,
                0.9,
                List.of(new Reason(
                        bad ? "Toxic language" : "Passed all moderation checks",
                        bad ? Category.TOXICITY : null,
                        "MlClassifier")),
                new Scores(Map.of(Category.TOXICITY, bad ? 0.9 : 0.1)),
                outcome == Outcome.MODIFY ? "***" : null,
                List.of(),
                List.of(),
                null,
                new Provenance("MlClassifier", null, List.of(new ModelUse("MlClassifier", "model-1")), 1, 1L, false));
    }
}
