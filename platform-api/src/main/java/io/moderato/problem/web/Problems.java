package io.moderato.problem.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.database.DatabaseOutage;
import io.moderato.operations.answer.RequestIdFilter;
import io.moderato.operations.answer.StatusAnswer;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever went wrong into its problem, counts it and writes it. */
@Component
public class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final JsonMapper json;
    private final MeterRegistry metrics;

    Problems(JsonMapper json, MeterRegistry metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    /** The problem that a failure is, to be shown within an answer; counted like the others. */
    public Problem counted(ProblemException failure) {
        Problem problem = of(failure);
        count(problem);
        return problem;
    }

    /** Answers with the problem that the failure is. */
    public void write(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        Problem problem = of(failure);
        log(problem, failure, request);
        headers(failure, problem, response);
        write(request, response, problem);
    }

    /** Answers to a bare status that the container or a filter wants to send. */
    void write(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        write(request, response, ofStatus(status));
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        count(problem);
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        byte[] body = json.writeValueAsBytes(problem.in((String) request.getAttribute(RequestIdFilter.KEY)));
        response.setContentLength(body.length);
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            response.getOutputStream().write(body);
        }
        response.flushBuffer();
    }

    private void count(Problem problem) {
        metrics.counter("moderato.api.refused", "problem", problem.key()).increment();
    }

    private static Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> Problem.of(known.key(), text(known), known.pointer());
            case Throwable outage
            when DatabaseOutage.isOne(outage) ->
                Problem.of(
                        ProblemKey.UNAVAILABLE,
                        "The database cannot answer just now. Nothing was acknowledged; send the same request again.",
                        null);
            case HttpRequestMethodNotSupportedException wrong ->
                Problem.ofHttp(
                        "method-not-allowed",
                        "Wrong method",
                        405,
                        "%s is not possible here. Possible: %s."
                                .formatted(wrong.getMethod(), String.join(", ", methods(wrong))));
            case HttpMediaTypeNotSupportedException _ -> wrongContentType();
            case HttpMediaTypeException _ ->
                Problem.ofHttp("not-acceptable", "Not acceptable", 406, "Answers are JSON. Accept application/json.");
            // a body that is a form, or says that it is one
            case MultipartException _ -> wrongContentType();
            case InvalidParameterException _, InvalidMediaTypeException _ -> ofStatus(400);
            case ErrorResponse other -> ofStatus(other.getStatusCode().value());
            default -> ofStatus(500);
        };
    }

    private static Problem wrongContentType() {
        return Problem.ofHttp(
                "unsupported-media-type",
                "Wrong content type",
                415,
                "Send JSON with 'Content-Type: application/json'.");
    }

    /** The problem that says no more than a bare status does. */
    private static Problem ofStatus(int status) {
        StatusAnswer answer = StatusAnswer.of(status);
        String detail =
                answer.status() == 404 ? answer.detail() + " The API is described at /api/docs." : answer.detail();
        return Problem.ofHttp(answer.key(), answer.title(), answer.status(), detail);
    }

    private static String text(ProblemException known) {
        String message = known.getMessage();
        return message == null ? "" : message;
    }

    private static List<String> methods(HttpRequestMethodNotSupportedException wrong) {
        String[] supported = wrong.getSupportedMethods();
        return supported == null
                ? List.of()
                : List.of(supported).stream().sorted().toList();
    }

    private static void headers(Throwable failure, Problem problem, HttpServletResponse response) {
        if (problem.status() == 503) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (problem.status() == 401) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"moderato\"");
        }
        if (failure instanceof HttpRequestMethodNotSupportedException wrong) {
            response.setHeader(HttpHeaders.ALLOW, methods(wrong).stream().collect(Collectors.joining(", ")));
        }
        if (problem.status() == 415) {
            response.setHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        }
    }

    private static void log(Problem problem, Throwable failure, HttpServletRequest request) {
        // addresses hold ids only; bodies, keys and queries stay out of the log
        if (problem.status() == 500) {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        } else if (problem.status() == 503) {
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
