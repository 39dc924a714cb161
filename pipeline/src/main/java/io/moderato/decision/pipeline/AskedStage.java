package io.moderato.decision.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
    private final Counter failures;

    AskedStage(ModerationStage stage, MeterRegistry meters) {
        this.stage = stage;
        this.meters = meters;
        // from the start on: a counter that begins with its first event looks as if nothing had happened
        this.failures = meters.counter("moderato.pipeline.stage.failures", "stage", stage.name());
    }

    ModerationStage stage() {
        return stage;
    }

    /** The stage's result for each content, in order; empty for a content without any part that the stage examines. */
    List<Optional<ModerationResult>> ask(List<StageInput> inputs) {
        List<Boolean> concerned =
                inputs.stream().map(input -> concerns(input.content())).toList();
        List<StageInput> concerning = IntStream.range(0, inputs.size())
                .filter(concerned::get)
                .mapToObj(inputs::get)
                .toList();
        Iterator<ModerationResult> found =
                (concerning.isEmpty() ? List.<ModerationResult>of() : answers(concerning)).iterator();
        return concerned.stream()
                .map(asked -> asked ? Optional.of(found.next()) : Optional.<ModerationResult>empty())
                .toList();
    }

    private boolean concerns(Content content) {
        return stage.examines().isEmpty() || Part.of(content).stream().anyMatch(this::concerns);
    }

    private boolean concerns(Part part) {
        return stage.examines().isEmpty() || stage.examines().contains(part.kind());
    }

    private List<ModerationResult> answers(List<StageInput> inputs) {
        try {
            return timed(inputs);
        } catch (RuntimeException failure) {
            if (stage.onFailure() == FailurePolicy.TRY_AGAIN) {
                throw failure;
            }
            if (inputs.size() > 1 && stage.answers()) {
                // one content that the stage cannot handle must not cost the other contents their answer
                return inputs.stream()
                        .map(input -> answers(List.of(input)).getFirst())
                        .toList();
            }
            return failed(inputs, failure);
        }
    }

    /** One line for all contents, because a stage that does not answer fails on each; and no message, which could quote a posted text. */
    private List<ModerationResult> failed(List<StageInput> inputs, RuntimeException failure) {
        failures.increment(inputs.size());
        LOG.warn(
                "{} failed on {} contents, the first of them {}: {}",
                stage.name(),
                inputs.size(),
                inputs.getFirst().content().id(),
                failure.getClass().getName());
        return inputs.stream().map(this::failed).toList();
    }

    private List<ModerationResult> timed(List<StageInput> inputs) {
        List<ModerationResult> results =
                meters.timer("moderato.pipeline.stage", "stage", stage.name()).record(() -> stage.moderate(inputs));
        if (results == null || results.size() != inputs.size()) {
            throw new IllegalStateException(stage.name() + " did not answer for every content");
        }
        return results;
    }

    private ModerationResult failed(StageInput input) {
        Outcome outcome = switch (stage.onFailure()) {
            case TRY_AGAIN, SKIP -> Outcome.APPROVE;
            case REVIEW -> Outcome.REVIEW;
            case REJECT -> Outcome.REJECT;
        };
        List<Unexamined> gaps = Part.of(input.content()).stream()
                .filter(this::concerns)
                .map(part -> new Unexamined(part, UnexaminedReason.STAGE_FAILED))
                .toList();
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
