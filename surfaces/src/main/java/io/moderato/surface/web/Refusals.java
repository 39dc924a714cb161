package io.moderato.surface.web;

import io.moderato.operations.answer.RequestIdFilter;
import io.moderato.operations.answer.StatusAnswer;
import io.moderato.problem.web.ErrorForm;
import io.moderato.problem.web.Problem;
import io.moderato.problem.web.Problems;
import io.moderato.problem.web.UnsupportedEncoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import tools.jackson.databind.json.JsonMapper;

/** Answers failed calls, in the form of the surface that was called. */
@Component
public class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final String RETRY_AFTER_A_MINUTE = "60";

    private final Surfaces surfaces;
    private final Problems problems;
    private final JsonMapper json;

    Refusals(Surfaces surfaces, Problems problems, JsonMapper json) {
        this.surfaces = surfaces;
        this.problems = problems;
        this.json = json;
    }

    /** Answers a call to a surface with the problem for that failure. */
    public void write(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        Problem problem = problems.counted(failure);
        log(problem, failure, request);
        write(surface(request), problem, failure, request, response);
    }

    /** Answers a call to a surface with a status that the container or a filter wants to send. */
    public void write(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        write(surface(request), StatusAnswer.of(status), request, response);
    }

    /** Answers a call to that surface, if only a status is known. */
    void write(Surface surface, StatusAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(surface, problems.counted(answer), null, request, response);
    }

    private Surface surface(HttpServletRequest request) {
        return surfaces.of(request)
                .orElseThrow(() -> new IllegalStateException("No surface has " + request.getRequestURI()));
    }

    private void write(
            Surface surface,
            Problem problem,
            @Nullable Throwable failure,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ErrorForm<?> form = surface.errors();
        int status = form.status(problem, failure);
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(form.mediaType().toString());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        headers(surface, status, failure, response);
        byte[] body = json.writeValueAsBytes(
                form.body(problem.in((String) request.getAttribute(RequestIdFilter.KEY)), failure));
        response.setContentLength(body.length);
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            response.getOutputStream().write(body);
        }
        response.flushBuffer();
    }

    private static void headers(
            Surface surface, int status, @Nullable Throwable failure, HttpServletResponse response) {
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (status == HttpStatus.TOO_MANY_REQUESTS.value() && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            // what is full stays full for longer than a rate, so coming back at once does not help
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_A_MINUTE);
        }
        if (status == HttpServletResponse.SC_UNAUTHORIZED && surface.keyPlaces().contains(new KeyPlace.Bearer())) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"moderato\"");
        }
        if (failure instanceof HttpRequestMethodNotSupportedException wrong) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", Problems.methods(wrong)));
        }
        if (failure instanceof UnsupportedEncoding) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        } else if (status == HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE) {
            response.setHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        }
    }

    private static void log(Problem problem, Throwable failure, HttpServletRequest request) {
        // addresses hold only ids; bodies, keys and queries are not logged
        if (problem.status() == HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        } else if (problem.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            log.warn("{} {}: {} ({})", request.getMethod(), request.getRequestURI(), problem.key(), root(failure));
        } else {
            log.debug(
                    "{} {}: {} at {}", request.getMethod(), request.getRequestURI(), problem.key(), problem.pointer());
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        for (@Nullable Throwable next = failure; next != null; next = next.getCause()) {
            cause = next;
        }
        return cause.getClass().getSimpleName();
    }
}
