package io.moderato.problem.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.problem.ProblemKey;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A problem document of RFC 9457.
 *
 * @param type      the stable name of the problem, a URN that ends in its key
 * @param title     the problem in a few words, the same each time
 * @param status    the HTTP status
 * @param detail    what happened this time and what to do
 * @param pointer   the field at fault, as a JSON pointer (RFC 6901)
 * @param requestId the id of the request in our logs
 */
@Schema(description = "A problem document (RFC 9457).")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        @Schema(
                description = "The stable name of the problem; programs may rely on it.",
                example = "urn:moderato:problem:invalid-field")
        String type,

        @Schema(example = "A field has a value that is not valid")
        String title,

        @Schema(example = "400") int status,

        @Schema(
                description = "What happened and what to do, for people.",
                example = "The text is empty and there are no images. Send at least one of them.")
        String detail,

        @Schema(description = "JSON pointer (RFC 6901) to the field at fault.", example = "/text") @Nullable
        String pointer,

        @Schema(
                description = "The id of the request in the server's logs; name it when you ask for help.",
                example = "019aa5d2-1c0e-7b3f-8f34-2c9a4d0f7e11")
        @Nullable
        String requestId) {
    private static final String URN = "urn:moderato:problem:";

    /** The problem of that key. */
    public static Problem of(ProblemKey key, String detail, @Nullable String pointer) {
        return new Problem(URN + key.key(), title(key), status(key.kind()), detail, pointer, null);
    }

    /** A problem of HTTP itself, for which we have no key. */
    static Problem ofHttp(String key, String title, int status, String detail) {
        return new Problem(URN + key, title, status, detail, null, null);
    }

    /** The same problem with the id of that request. */
    public Problem in(@Nullable String request) {
        return new Problem(type, title, status, detail, pointer, request);
    }

    /** The last part of the type. */
    public String key() {
        return type.substring(URN.length());
    }

    private static int status(ProblemKey.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case UNPROCESSABLE -> 422;
            case TOO_LARGE -> 413;
            case RATE_LIMITED -> 429;
            case OURS -> 500;
            case OUT_OF_CAPACITY -> 503;
        };
    }

    private static String title(ProblemKey key) {
        return switch (key) {
            case INVALID_FIELD -> "A field has a value that is not valid";
            case UNREADABLE_REQUEST -> "The request cannot be read";
            case TOO_LARGE -> "Too large";
            case UNKNOWN_KEY -> "No valid API key";
            case NOT_ALLOWED -> "The key may not do that";
            case NOT_FOUND -> "Not found";
            case ALREADY_EXISTS -> "It exists already";
            case WRONG_STATE -> "Not possible in this state";
            case LEASE_EXPIRED -> "The time with the case ran out";
            case CHANGED_MEANWHILE -> "It changed in the meantime";
            case VERSION_NOT_NAMED -> "Say which version you saw";
            case ERASED -> "It was erased";
            case CURSOR_OUTDATED -> "The cursor is of another history";
            case STILL_RUNNING -> "The same call is being worked on";
            case KEY_OF_ANOTHER_CALL -> "The idempotency key belongs to another call";
            case RATE_LIMITED -> "Too many calls";
            case UNAVAILABLE -> "Not available just now";
            case INTERNAL -> "Our fault";
        };
    }
}
