package io.moderato.request;

/** The handling of fields that the record of a body does not have, at any depth. */
public enum UnknownFields {
    /** They are refused, because they are misspelled, or ask for something that would not happen. */
    REFUSED,
    /** They are ignored, for callers whose clients send more fields than we use. */
    IGNORED
}
