package io.moderato.perspective.web;

/** The vendor's names of the faults of a request. */
enum ErrorType {
    /** There is no text to score. */
    COMMENT_EMPTY,
    /** The text is longer than the API accepts. */
    COMMENT_TOO_LONG,
    /** No attribute was asked for. */
    NO_REQUESTED_ATTRIBUTES,
    /** No model scores the attribute in the language. */
    LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE,
    /** The language could not be detected, and without it the text cannot be read. */
    LANGUAGE_DETECTION_FAILED,
    /** Any other fault of the request. */
    INVALID_REQUEST
}
