package io.moderato.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that did not do what it should. */
public abstract sealed class ModeratoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Problem problem;

    private ModeratoException(String message, @Nullable Problem problem, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What the platform said; no value if it did not answer, or something else answered in its place. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** The platform refuses the call. The same call will be refused again. */
    public static final class Refused extends ModeratoException {
        private static final long serialVersionUID = 1;

        Refused(String message, Problem problem) {
            super(message, problem, null);
        }
    }

    /** The platform does not answer, or has no room, also after the retries. The same call may be made again later. */
    public static final class Unavailable extends ModeratoException {
        private static final long serialVersionUID = 1;

        Unavailable(String message, @Nullable Problem problem, @Nullable Throwable cause) {
            super(message, problem, cause);
        }
    }
}
