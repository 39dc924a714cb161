package io.moderato.operations.trace;

import io.moderato.operations.answer.RequestIdFilter;
import io.moderato.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Makes the span of a request and puts its trace into the log lines. The span names the route and never the address itself: an address may
 * hold a key, or ids that a platform gave to people.
 */
final class RequestTraceFilter extends OncePerRequestFilter {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final String OTHER_METHOD = "_OTHER";
    private static final int SERVER_ERROR = 500;

    private final Traces traces;

    RequestTraceFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER_METHOD;
        Span span = traces.request(method, TraceParent.parse(request.getHeader(TraceParent.HEADER)));
        if (!span.isRecording()) {
            chain.doFilter(request, response);
            return;
        }
        MDC.put(Traces.KEY, span.getSpanContext().getTraceId());
        try (Scope _ = span.makeCurrent()) {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failed) {
            Traces.fail(span, failed);
            throw failed;
        } finally {
            MDC.remove(Traces.KEY);
            describe(span, method, request, response.getStatus());
            span.end();
        }
    }

    private static void describe(Span span, String method, HttpServletRequest request, int status) {
        span.setAttribute(TraceKeys.METHOD, method).setAttribute(TraceKeys.STATUS, (long) status);
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
            span.updateName(method + " " + route).setAttribute(TraceKeys.ROUTE, route);
        }
        if (request.getAttribute(RequestIdFilter.KEY) instanceof String id) {
            span.setAttribute(TraceKeys.REQUEST, id);
        }
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR).setAttribute(TraceKeys.ERROR, Integer.toString(status));
        }
    }
}
