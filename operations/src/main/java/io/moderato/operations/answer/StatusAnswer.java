package io.moderato.operations.answer;

import io.moderato.database.DatabaseOutage;
import io.moderato.problem.ProblemKey;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer where only a status is known: a problem document (RFC 9457) for programs, a small page for people. It repeats nothing of the
 * request.
 *
 * @param status the HTTP status
 * @param key    the last part of the problem's type
 * @param title  what happened, in a few words
 * @param detail what to do
 */
public record StatusAnswer(int status, String key, String title, String detail) {
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final Pattern FOR_PROGRAMS = Pattern.compile("/+(api/|(internal|actuator)(/|$)).*");
    private static final String PROBLEM = """
            {"type":"urn:moderato:problem:%s","title":"%s","status":%d,"detail":"%s"%s}""";
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>%2$s</title></head>
            <body><h1>%2$s</h1><p>%3$s</p><p><a href="/">Moderato</a> · %1$d</p></body></html>
            """;

    /**
     * The answer for that status. A caller that asks for something that we or HTTP do not support made the mistake, so 501 and 505 become
     * 4xx.
     */
    public static StatusAnswer of(int status) {
        return switch (status) {
            case 400, 501, 505 ->
                new StatusAnswer(
                        400,
                        ProblemKey.UNREADABLE_REQUEST.key(),
                        "The request cannot be read",
                        "The request's address or headers are malformed.");
            case 401 ->
                new StatusAnswer(401, ProblemKey.UNKNOWN_KEY.key(), "Not known", "Send the token of this address.");
            case 403 -> new StatusAnswer(403, ProblemKey.NOT_ALLOWED.key(), "Not allowed", "This is not open to you.");
            case 404 ->
                new StatusAnswer(404, ProblemKey.NOT_FOUND.key(), "Not found", "There is nothing at this address.");
            case 405 ->
                new StatusAnswer(405, "method-not-allowed", "Wrong method", "This method is not possible here.");
            case 408 ->
                new StatusAnswer(
                        408,
                        "too-slow",
                        "Too slow",
                        "The request's body did not come completely, or took too long. Nothing was done; send it again.");
            case 413 ->
                new StatusAnswer(
                        413, ProblemKey.TOO_LARGE.key(), "Too large", "The request is too large. Send less at once.");
            case 429 ->
                new StatusAnswer(
                        429, ProblemKey.RATE_LIMITED.key(), "Too many requests", "Wait a minute, then try again.");
            case 503 ->
                new StatusAnswer(
                        503,
                        ProblemKey.UNAVAILABLE.key(),
                        "Not available just now",
                        "We cannot answer just now. Nothing was done; send the same request again.");
            default ->
                status >= 400 && status < 500
                        ? new StatusAnswer(
                                status, "http-" + status, "The request cannot be answered", "Check the request.")
                        : new StatusAnswer(
                                status,
                                ProblemKey.INTERNAL.key(),
                                "Our fault",
                                "We failed. Send the same request again; if it fails again, tell us the request id.");
        };
    }

    /**
     * The answer for a request that failed outside our code. When a body ends early or is cut off for being slow, Tomcat calls the request
     * bad and allows no other status. This method recognises that case, and also a database that does not answer.
     */
    static StatusAnswer ofFailed(HttpServletRequest request, int status) {
        for (Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
                failure instanceof Exception exception;
                failure = exception.getCause()) {
            if (DatabaseOutage.isOne(exception)) {
                return of(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
            if (status == HttpServletResponse.SC_BAD_REQUEST
                    && (exception instanceof EOFException || exception instanceof SocketTimeoutException)) {
                return of(HttpServletResponse.SC_REQUEST_TIMEOUT);
            }
        }
        return of(status);
    }

    /** Answers the request in the form that its address asks for, unless an answer is on its way already. */
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, request.getRequestURI(), response);
    }

    void write(HttpServletRequest request, @Nullable String path, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentType(isForPrograms(path) ? "application/problem+json" : "text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String body = isForPrograms(path)
                ? PROBLEM.formatted(key, title, status, detail, requestId(request))
                : PAGE.formatted(status, title, detail);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(bytes);
        }
    }

    private static String requestId(HttpServletRequest request) {
        Object id = request.getAttribute(RequestIdFilter.KEY);
        return id == null ? "" : ",\"requestId\":\"%s\"".formatted(id);
    }

    /** Whether a program called that address. A browser never sends an unreadable address. */
    private static boolean isForPrograms(@Nullable String path) {
        return path == null
                || !path.startsWith("/")
                || FOR_PROGRAMS.matcher(path).matches();
    }
}
