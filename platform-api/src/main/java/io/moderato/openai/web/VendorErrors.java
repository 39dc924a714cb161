package io.moderato.openai.web;

import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.ErrorForm;
import io.moderato.problem.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Errors in the vendor's form. Clients choose an exception by the status; some clients also read type and code. */
final class VendorErrors implements ErrorForm<ErrorBody> {
    @Override
    public MediaType mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public Class<ErrorBody> bodyType() {
        return ErrorBody.class;
    }

    @Override
    public ErrorBody body(Problem problem, @Nullable Throwable failure) {
        Throwable cause = failure == null ? null : failure.getCause();
        return cause instanceof VendorFault fault
                ? body(problem, fault.param(), fault.code().key())
                : body(problem, parameter(problem.pointer()), code(problem.key()));
    }

    private static ErrorBody body(Problem problem, @Nullable String param, @Nullable String code) {
        return new ErrorBody(new ErrorBody.Fault(problem.detail(), type(problem.status()), param, code));
    }

    private static String type(int status) {
        if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            return "requests";
        }
        return status >= HttpStatus.INTERNAL_SERVER_ERROR.value() ? "server_error" : "invalid_request_error";
    }

    private static @Nullable String code(String key) {
        if (key.equals(ProblemKey.UNKNOWN_KEY.key())) {
            return "invalid_api_key";
        }
        if (key.equals(ProblemKey.NOT_ALLOWED.key())) {
            return "missing_scope";
        }
        if (key.equals(ProblemKey.RATE_LIMITED.key())) {
            return "rate_limit_exceeded";
        }
        return key.equals("method-not-allowed") ? "method_not_supported" : null;
    }

    private static @Nullable String parameter(@Nullable String pointer) {
        return pointer == null || pointer.isEmpty()
                ? null
                : pointer.substring(1).split("/", 2)[0];
    }
}
