package io.moderato.archive.ui;

import com.vaadin.flow.component.html.Span;
import io.moderato.archive.applying.Application;
import io.moderato.archive.store.ArchiveRun;
import io.moderato.archive.store.Direction;
import io.moderato.archive.store.RunKind;
import io.moderato.console.Looks;
import io.moderato.decision.Outcome;
import java.time.Duration;
import java.time.Instant;

/** Kinds, states and outcomes as people read them. */
final class Words {
    private Words() {}

    static String kind(RunKind kind) {
        return switch (kind) {
            case RE_MODERATION -> "Re-moderation";
            case BACK_TEST -> "Back-test";
            case DATA_SET -> "Data set";
            case STATISTICS -> "Statistics";
        };
    }

    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case APPROVE -> "Approved";
            case MODIFY -> "Masked";
            case REVIEW -> "Review";
            case REJECT -> "Rejected";
        };
    }

    static String direction(Direction direction) {
        return outcome(direction.from()) + " → " + outcome(direction.to());
    }

    /** The state of a run, as a word with a colour. */
    static Span state(ArchiveRun run) {
        if (run.isFinished()) {
            return Looks.outcome("Finished", Outcome.APPROVE);
        }
        return run.isSilent(Instant.now())
                ? Looks.outcome("Not heard of since " + Looks.agoText(run.heardAt()), Outcome.REJECT)
                : Looks.outcome("Running", Outcome.REVIEW);
    }

    /** The state of an application, as a word with a colour. */
    static Span state(Application application) {
        if (application.stopped()) {
            return Looks.outcome("Stopped", Outcome.REJECT);
        }
        return switch (application.state()) {
            case PROPOSED -> Looks.outcome("Proposed", Outcome.REVIEW);
            case WITHDRAWN -> Looks.tag("Withdrawn");
            case APPLYING -> Looks.outcome("Being applied", Outcome.REVIEW);
            case APPLIED -> Looks.outcome("Applied", Outcome.APPROVE);
            case UNDOING -> Looks.outcome("Being taken back", Outcome.REVIEW);
            case UNDONE -> Looks.outcome("Taken back", Outcome.MODIFY);
        };
    }

    /** About how long so many contents take at that speed. */
    static String left(long contents, int perMinute) {
        Duration left = Duration.ofMinutes(1).multipliedBy(contents).dividedBy(perMinute);
        return left.toMinutes() < 1 ? "less than a minute" : "about " + Looks.length(left);
    }
}
