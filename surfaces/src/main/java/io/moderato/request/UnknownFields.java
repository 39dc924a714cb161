package io.moderato.request;

/** What happens to fields of a body that its record does not have, at any depth. */
public enum UnknownFields {
    /** The caller is told of them: they are misspelled, or mean something that would not happen. */
    REFUSED,
    /** They are passed over, for callers whose clients send more than we have a use for. */
    IGNORED
}
