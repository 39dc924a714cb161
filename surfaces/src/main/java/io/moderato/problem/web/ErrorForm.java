package io.moderato.problem.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * How callers are told what went wrong: the status and the body that a problem becomes.
 *
 * @param <B> the body, written as JSON and described by its annotations
 */
public interface ErrorForm<B> {
    /** The content type of the body. */
    MediaType mediaType();

    /** The type that describes the body in the OpenAPI document. */
    Class<B> bodyType();

    /**
     * The body that tells of a problem.
     *
     * @param failure what was thrown, whose cause may say more in the words of one vendor; null where only a status is known
     */
    B body(Problem problem, @Nullable Throwable failure);

    /** The status that goes with it; some vendors answer with another one than HTTP suggests. */
    default int status(Problem problem) {
        return problem.status();
    }

    /** The same where what was thrown decides, too; by default it does not. */
    default int status(Problem problem, @Nullable Throwable failure) {
        return status(problem);
    }
}
