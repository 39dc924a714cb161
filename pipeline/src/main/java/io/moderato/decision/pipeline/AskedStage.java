package io.moderato.decision.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one stage for the chain: only about contents with parts that the stage examines. Measures the time, and applies the stage's failure
 * policy when the stage fails.
 */
final class AskedStage {
    private static final Logger LOG = LoggerFactory.getLogger(AskedStage.class);

    private final ModerationStage stage;
    private final MeterRegistry meters;

    AskedStage(ModerationStage stage, MeterRegistry meters) {
        this.stage = stage;
        this.meters = meters;
    }

    ModerationStage stage() {
        return stage;
    }

    /** The stage's result for each content, in order; empty for a content without any part that the stage examines. */
    List<Optional<ModerationResult>> ask(List<StageInput> inputs) {
        List<StageInput> concerning = inputs.stream().filter(this::concerns).toList();
        Iterator<ModerationResult> found =
                (concerning.isEmpty() ? List.<ModerationResult>of() : answers(concerning)).iterator();
        return inputs.stream()
                .map(input -> concerns(input) ? Optional.of(found.next()) : Optional.<ModerationResult>empty())
                .toList();
    }

    private boolean concerns(StageInput input) {
        Set<Part.Kind> kinds = stage.examines();
        return kinds.isEmpty() || Part.of(input.content()).stream().anyMatch(part -> kinds.contains(part.kind()));
    }

    private List<ModerationResult> answers(List<StageInput> inputs) {
        try {
            return timed(inputs);
        } catch (RuntimeException failure) {
            if (stage.onFailure() == FailurePolicy.TRY_AGAIN) {
                throw failure;
            }
            // one content that the stage cannot handle must not cost the other contents their answer
            return inputs.size() > 1 && stage.answers()
                    ? inputs.stream()
                            .map(input -> answers(List.of(input)).getFirst())
                            .toList()
                    : inputs.stream().map(input -> failed(input, failure)).toList();
        }
    }

    private List<ModerationResult> timed(List<StageInput> inputs) {
        List<ModerationResult> results =
                meters.timer("moderato.pipeline.stage", "stage", stage.name()).record(() -> stage.moderate(inputs));
        if (results == null || results.size() != inputs.size()) {
            throw new IllegalStateException(stage.name() + " did not answer for every content");
        }
        return results;
    }

    private ModerationResult failed(StageInput input, RuntimeException failure) {
        meters.counter("moderato.pipeline.stage.failures", "stage", stage.name())
                .increment();
        LOG.warn("{} failed on content {}: {}", stage.name(), input.content().id(), failure.toString());
        Outcome outcome = switch (stage.onFailure()) {
            case TRY_AGAIN, SKIP -> Outcome.APPROVE;
            case REVIEW -> Outcome.REVIEW;
            case REJECT -> Outcome.REJECT;
        };
        List<Unexamined> gaps = new ArrayList<>();
        for (Part part : Part.of(input.content())) {
            if (stage.examines().isEmpty() || stage.examines().contains(part.kind())) {
                gaps.add(new Unexamined(part, UnexaminedReason.STAGE_FAILED));
            }
        }
        return new ModerationResult(
                outcome,
                ModerationResult.UNKNOWN_CONFIDENCE,
                List.of(new Reason("An automatic check failed", null, stage.name())),
                Scores.NONE,
                null,
                List.of(),
                gaps,
                null,
                input.inForce().provenance(stage.name(), null));
    }
}
