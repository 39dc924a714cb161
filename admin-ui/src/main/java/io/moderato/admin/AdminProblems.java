package io.moderato.admin;

import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.ErrorForm;
import io.moderato.problem.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Problem documents, with the statuses that HTTP has for edits: 428 without a version, 412 with one that is not the newest. */
final class AdminProblems implements ErrorForm<Problem> {
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
        return new Problem(
                problem.type(),
                problem.title(),
                status(problem),
                problem.detail(),
                problem.pointer(),
                problem.requestId());
    }

    @Override
    public int status(Problem problem) {
        if (problem.key().equals(ProblemKey.CHANGED_MEANWHILE.key())) {
            return HttpStatus.PRECONDITION_FAILED.value();
        }
        if (problem.key().equals(ProblemKey.VERSION_NOT_NAMED.key())) {
            return HttpStatus.PRECONDITION_REQUIRED.value();
        }
        return problem.status();
    }
}
