package io.moderato.problem.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.database.DatabaseOutage;
import io.moderato.operations.answer.StatusAnswer;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MultipartException;

/** Turns failures into problems, and counts them. */
@Component
public class Problems {
    private final MeterRegistry metrics;

    Problems(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** The problem for a failure. */
    public Problem counted(Throwable failure) {
        return counted(of(failure));
    }

    /** The problem for a bare status. */
    public Problem counted(StatusAnswer answer) {
        return counted(ofStatus(answer));
    }

    private Problem counted(Problem problem) {
        metrics.counter("moderato.api.refused", "problem", problem.key()).increment();
        return problem;
    }

    private static Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> Problem.of(known.key(), text(known), known.pointer());
            case Throwable outage
            when DatabaseOutage.isOne(outage) ->
                Problem.of(
                        ProblemKey.UNAVAILABLE,
                        "The database cannot answer at the moment. Nothing was acknowledged; send the same request again.",
                        null);
            case HttpRequestMethodNotSupportedException wrong ->
                Problem.ofHttp(
                        "method-not-allowed",
                        "Wrong method",
                        405,
                        "%s is not possible here. Possible methods: %s."
                                .formatted(wrong.getMethod(), String.join(", ", methods(wrong))));
            case UnsupportedEncoding _ ->
                Problem.ofHttp(
                        "unsupported-encoding",
                        "Wrong content encoding",
                        415,
                        "Send the body as it is, or compressed with 'Content-Encoding: gzip'.");
            case HttpMediaTypeNotSupportedException _ -> wrongContentType();
            case HttpMediaTypeException _ ->
                Problem.ofHttp("not-acceptable", "Not acceptable", 406, "Answers are JSON. Accept application/json.");
            // the body is a form, or claims to be one
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

    private static Problem ofStatus(int status) {
        return ofStatus(StatusAnswer.of(status));
    }

    private static Problem ofStatus(StatusAnswer answer) {
        String detail =
                answer.status() == 404 ? answer.detail() + " The API is described at /api/docs." : answer.detail();
        return Problem.ofHttp(answer.key(), answer.title(), answer.status(), detail);
    }

    private static String text(ProblemException known) {
        String message = known.getMessage();
        return message == null ? "" : message;
    }

    /** The possible methods after another one was tried, in alphabetical order. */
    public static List<String> methods(HttpRequestMethodNotSupportedException wrong) {
        String[] supported = wrong.getSupportedMethods();
        return supported == null
                ? List.of()
                : List.of(supported).stream().sorted().toList();
    }
}
