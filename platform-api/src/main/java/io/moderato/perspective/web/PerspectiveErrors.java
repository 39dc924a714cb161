package io.moderato.perspective.web;

import io.moderato.perspective.web.PerspectiveError.Detail;
import io.moderato.perspective.web.PerspectiveError.Status;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.ErrorForm;
import io.moderato.problem.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Errors in the vendor's form and words, with the vendor's status: a wrong key is a bad request, a missing key is forbidden. */
final class PerspectiveErrors implements ErrorForm<PerspectiveError> {
    private static final String UNREADABLE = "Invalid JSON payload received. ";

    @Override
    public MediaType mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public Class<PerspectiveError> bodyType() {
        return PerspectiveError.class;
    }

    @Override
    public PerspectiveError body(Problem problem, @Nullable Throwable failure) {
        int code = status(problem, failure);
        List<Detail> details = details(problem, failure);
        return new PerspectiveError(new Status(code, message(problem, failure), name(code), details));
    }

    @Override
    public int status(Problem problem) {
        return switch (problem.status()) {
            case 401, 406, 409, 413, 415 -> 400;
            case 405 -> 404;
            default -> problem.status();
        };
    }

    @Override
    public int status(Problem problem, @Nullable Throwable failure) {
        return isWithoutKey(failure) ? 403 : status(problem);
    }

    private static String name(int code) {
        return switch (code) {
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 500 -> "INTERNAL";
            default -> "INVALID_ARGUMENT";
        };
    }

    private static String message(Problem problem, @Nullable Throwable failure) {
        if (isWithoutKey(failure)) {
            return "Method doesn't allow unregistered callers (callers without established identity). "
                    + problem.detail();
        }
        if (is(ProblemKey.UNKNOWN_KEY, problem)) {
            return "API key not valid. Please pass a valid API key.";
        }
        if (is(ProblemKey.RATE_LIMITED, problem)) {
            return "Quota exceeded: " + problem.detail();
        }
        if (is(ProblemKey.UNREADABLE_REQUEST, problem)) {
            return UNREADABLE + problem.detail();
        }
        if (cause(failure) instanceof RefusedRequest || problem.pointer() == null) {
            return problem.detail();
        }
        return fault(problem, problem.pointer(), failure);
    }

    private static List<Detail> details(Problem problem, @Nullable Throwable failure) {
        if (cause(failure) instanceof RefusedRequest refused) {
            return List.of(Detail.of(refused));
        }
        if (is(ProblemKey.UNKNOWN_KEY, problem)) {
            return isWithoutKey(failure) ? List.of() : List.of(Detail.reason("API_KEY_INVALID"));
        }
        if (is(ProblemKey.RATE_LIMITED, problem)) {
            return List.of(Detail.reason("RATE_LIMIT_EXCEEDED"));
        }
        return problem.pointer() == null
                ? List.of()
                : List.of(Detail.field(path(problem.pointer()), fault(problem, problem.pointer(), failure)));
    }

    /** The message about a field that does not fit, in the words of Google's JSON reader. */
    private static String fault(Problem problem, String pointer, @Nullable Throwable failure) {
        if (cause(failure) instanceof UnrecognizedPropertyException) {
            int last = pointer.lastIndexOf('/');
            String holder = path(pointer.substring(0, last));
            return UNREADABLE
                    + "Unknown name \"%s\"%s: Cannot find field."
                            .formatted(
                                    pointer.substring(last + 1), holder.isEmpty() ? "" : " at '%s'".formatted(holder));
        }
        return "Invalid value at '%s': %s".formatted(path(pointer), problem.detail());
    }

    /** The field in Google's form: {@code comment.text} for {@code /comment/text}, {@code languages[0]} for {@code /languages/0}. */
    private static String path(String pointer) {
        return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
    }

    private static boolean isWithoutKey(@Nullable Throwable failure) {
        return cause(failure) instanceof AuthenticationException;
    }

    private static boolean is(ProblemKey key, Problem problem) {
        return problem.key().equals(key.key());
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure == null ? null : failure.getCause();
    }
}
