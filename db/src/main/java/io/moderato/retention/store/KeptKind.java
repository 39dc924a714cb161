package io.moderato.retention.store;

/** Why a content is kept, and so for how long. The strongest reason counts: the last one of this list. */
public enum KeptKind {
    /** It stands approved, and no human has said anything about it. */
    APPROVED,
    /** A restriction stands, against which its author may appeal. */
    RESTRICTED,
    /** Somebody gave a label: what the model is measured with, and learns from. */
    LABELLED,
    /** Something waits: a decision, a case, an appeal. It is never deleted. */
    OPEN
}
