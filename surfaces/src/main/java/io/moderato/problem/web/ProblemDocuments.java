package io.moderato.problem.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Problem documents as RFC 9457 writes them. */
public final class ProblemDocuments implements ErrorForm<Problem> {
    @Override
    public MediaType mediaType() {
        return MediaType.APPLICATION_PROBLEM_JSON;
    }

    @Override
    public Class<Problem> bodyType() {
        return Problem.class;
    }

    @Override
    public Problem body(Problem problem, @Nullable Throwable failure) {
        return problem;
    }
}
