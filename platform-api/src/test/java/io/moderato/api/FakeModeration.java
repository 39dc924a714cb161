package io.moderato.api;

import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.ModelUse;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for the inference service, which is another process: rejects what says "vile", is out of capacity for "overload". */
public final class FakeModeration implements Moderation {
    private final AtomicInteger calls = new AtomicInteger();

    public int calls() {
        return calls.get();
    }

    @Override
    public List<ModerationResult> moderate(List<Content> contents) {
        calls.incrementAndGet();
        return contents.stream().map(FakeModeration::result).toList();
    }

    private static ModerationResult result(Content content) {
        if (content.text().contains("overload")) {
            throw new ProblemException(ProblemKey.UNAVAILABLE, "The pipeline is full.");
        }
        return result(content.text().contains("vile") ? Outcome.REJECT : Outcome.APPROVE);
    }

    /** What a pipeline says. */
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
