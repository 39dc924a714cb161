package io.moderato.perspective.web;

/** The vendor's own names of what is wrong with a request. */
enum ErrorType {
    /** There is no text to score. */
    COMMENT_EMPTY,
    /** The text is longer than the API takes. */
    COMMENT_TOO_LONG,
    /** Nothing was asked for. */
    NO_REQUESTED_ATTRIBUTES,
    /** No model scores the attribute in the language. */
    LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE,
    /** The language could not be told, and the text cannot be read without. */
    LANGUAGE_DETECTION_FAILED,
    /** Anything else about the request. */
    INVALID_REQUEST
}
