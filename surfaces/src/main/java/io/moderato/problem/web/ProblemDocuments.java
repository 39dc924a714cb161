package io.moderato.problem.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Errors as problem documents of RFC 9457. */
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
