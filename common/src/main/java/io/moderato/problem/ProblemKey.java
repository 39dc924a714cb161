package io.moderato.problem;

import java.util.Locale;

/** The problems that can occur, each with a name that clients may rely on. */
public enum ProblemKey {
    /** A field has a value that we cannot accept. */
    INVALID_FIELD(Kind.INVALID),
    /** The request as a whole cannot be read. */
    UNREADABLE_REQUEST(Kind.INVALID),
    /** The text, the request or the batch is over its limit. */
    TOO_LARGE(Kind.TOO_LARGE),
    /** No key, an unknown key, a revoked key. */
    UNKNOWN_KEY(Kind.UNAUTHENTICATED),
    /** The key or the account may not do that. */
    NOT_ALLOWED(Kind.FORBIDDEN),
    /** There is no such thing, or it belongs to another community. */
    NOT_FOUND(Kind.NOT_FOUND),
    /** The thing already exists: a second appeal, a name that is taken. */
    ALREADY_EXISTS(Kind.CONFLICT),
    /** The thing is in a state that does not allow the act. */
    WRONG_STATE(Kind.CONFLICT),
    /** The moderator's time with a case ran out, and somebody else may have the case now. */
    LEASE_EXPIRED(Kind.CONFLICT),
    /** Somebody changed the same thing in the meantime. */
    CHANGED_MEANWHILE(Kind.CONFLICT),
    /** An edit that does not say which version of the thing its author saw. */
    VERSION_NOT_NAMED(Kind.INVALID),
    /** The thing was there and was erased for good. */
    ERASED(Kind.GONE),
    /** The place in a feed belongs to a history that the database does not have (any more). */
    CURSOR_OUTDATED(Kind.GONE),
    /** The same call is being worked on; its answer is still to come. */
    STILL_RUNNING(Kind.CONFLICT),
    /** The idempotency key belongs to another call. */
    KEY_OF_ANOTHER_CALL(Kind.UNPROCESSABLE),
    /** More calls than the key may make. */
    RATE_LIMITED(Kind.RATE_LIMITED),
    /** A part that we need does not answer, or a queue is full; nothing was lost, nothing was done. */
    UNAVAILABLE(Kind.OUT_OF_CAPACITY),
    /** Our own fault. */
    INTERNAL(Kind.OURS);

    private final Kind kind;

    ProblemKey(Kind kind) {
        this.kind = kind;
    }

    /** The family of the problem: it says whose fault the problem is and what may help. */
    public Kind kind() {
        return kind;
    }

    /** The name in problem documents: lower case with hyphens. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The families of problems. An adapter maps each family to one status. */
    public enum Kind {
        /** The caller sent something that we cannot accept. */
        INVALID,
        /** The caller sent too much. */
        TOO_LARGE,
        /** We don't know the caller. */
        UNAUTHENTICATED,
        /** The caller may not do that. */
        FORBIDDEN,
        /** The thing does not exist, or the caller may not see it. */
        NOT_FOUND,
        /** The thing does not exist any more, and never will again. */
        GONE,
        /** The request contradicts the present state. */
        CONFLICT,
        /** The request contradicts an earlier one of the same caller. */
        UNPROCESSABLE,
        /** The caller has to wait. */
        RATE_LIMITED,
        /** We have no capacity at the moment; trying again helps. */
        OUT_OF_CAPACITY,
        /** We failed. */
        OURS
    }
}
