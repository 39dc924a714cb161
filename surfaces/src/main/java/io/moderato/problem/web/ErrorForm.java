package io.moderato.problem.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * The form of errors for callers: the status and the body of a problem.
 *
 * @param <B> the type of the body, which is written as JSON and described by its annotations
 */
public interface ErrorForm<B> {
    /** The content type of the body. */
    MediaType mediaType();

    /** The type that describes the body in the OpenAPI document. */
    Class<B> bodyType();

    /**
     * The body for a problem.
     *
     * @param failure the exception; its cause may have details in the words of one vendor; null if only a status is known
     */
    B body(Problem problem, @Nullable Throwable failure);

    /** The status for a problem. Some vendors use another status than HTTP suggests. */
    default int status(Problem problem) {
        return problem.status();
    }

    /** The status for a problem, if the exception matters, too. By default it does not matter. */
    default int status(Problem problem, @Nullable Throwable failure) {
        return status(problem);
    }
}
