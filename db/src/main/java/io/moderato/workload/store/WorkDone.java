package io.moderato.workload.store;

import io.moderato.decision.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that was done, as the log of events tells it. */
public sealed interface WorkDone {
    /**
     * The pipeline decided about a content.
     *
     * @param latency from the submission to the decision
     */
    record Moderated(Outcome outcome, Duration latency) implements WorkDone {}

    /** Something happened to a case. */
    sealed interface OfCase extends WorkDone {
        /** Its queue and its cause. */
        CaseKind kind();
    }

    /** A case came into its queue. */
    record Enqueued(CaseKind kind) implements OfCase {}

    /** A moderator took a case. */
    record Claimed(CaseKind kind) implements OfCase {}

    /** A moderator put a case back on purpose. */
    record Skipped(CaseKind kind) implements OfCase {}

    /**
     * A moderator decided a case, and the decision became final.
     *
     * @param sinceCreated from the opening of the case to the decision
     * @param sinceClaimed from the moment when the moderator took it; null if that is not known
     */
    record Decided(
            CaseKind kind,
            Outcome outcome,
            Duration sinceCreated,
            @Nullable Duration sinceClaimed) implements OfCase {}

    /** A case was closed without a decision, because its content was erased. */
    record Closed(CaseKind kind) implements OfCase {}
}
