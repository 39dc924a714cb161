package io.moderato.perspective.web;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The details of the vendor's error, beside its message. It is the cause of the problem that is thrown. */
final class RefusedRequest extends RuntimeException {
    private static final int SHOWN_NAME = 50;

    private final ErrorType type;
    private final transient @Nullable Language language;

    private RefusedRequest(ErrorType type, @Nullable Language language) {
        super(type.name());
        this.type = type;
        this.language = language;
    }

    /**
     * An attribute that is not scored in some languages.
     *
     * @param detected the languages that were detected in the text; empty if the caller named the language
     */
    record Language(List<String> detected, String attribute) {}

    ErrorType type() {
        return type;
    }

    @Nullable
    Language language() {
        return language;
    }

    static ProblemException commentEmpty() {
        return problem(ErrorType.COMMENT_EMPTY, "Comment must be non-empty.", "/comment/text");
    }

    static ProblemException commentTooLong(String pointer) {
        return problem(ErrorType.COMMENT_TOO_LONG, "Comment text too long.", pointer);
    }

    static ProblemException noAttributes() {
        return problem(ErrorType.NO_REQUESTED_ATTRIBUTES, "Missing requested_attributes", "/requestedAttributes");
    }

    static ProblemException noSuggestedScores() {
        return problem(ErrorType.NO_REQUESTED_ATTRIBUTES, "Missing attribute_scores", "/attributeScores");
    }

    static ProblemException unknownSuggestedAttribute(String name) {
        return invalid("Unknown requested attribute: " + shown(name), "/attributeScores");
    }

    static ProblemException unknownAttribute(String name) {
        return invalid("Unknown requested attribute: " + shown(name), "/requestedAttributes");
    }

    /** Refuses every type of score but probabilities, the only type that the vendor has; no type means them. */
    static void requireProbability(@Nullable String type, String attribute) {
        if (type != null && !type.equals("PROBABILITY") && !type.equals("SCORE_TYPE_UNSPECIFIED")) {
            throw invalid(
                    "Requested score type %s is not supported by attribute %s".formatted(shown(type), attribute),
                    "/requestedAttributes");
        }
    }

    static ProblemException language(String attribute, List<String> languages, List<String> detected) {
        return problem(
                ErrorType.LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE,
                "Attribute %s does not support request languages: %s"
                        .formatted(attribute, String.join(", ", languages)),
                "/languages",
                new Language(detected, attribute));
    }

    static ProblemException undetectedLanguage() {
        return problem(ErrorType.LANGUAGE_DETECTION_FAILED, "Unable to detect language", "/languages");
    }

    static ProblemException invalid(String message, String pointer) {
        return problem(ErrorType.INVALID_REQUEST, message, pointer);
    }

    private static ProblemException problem(ErrorType type, String message, String pointer) {
        return problem(type, message, pointer, null);
    }

    private static ProblemException problem(
            ErrorType type, String message, String pointer, @Nullable Language language) {
        return new ProblemException(ProblemKey.INVALID_FIELD, message, pointer, new RefusedRequest(type, language));
    }

    private static String shown(String name) {
        return name.length() > SHOWN_NAME ? name.substring(0, SHOWN_NAME) + "…" : name;
    }
}
