package io.moderato.access.web;

import io.github.bucket4j.ConsumptionProbe;
import io.moderato.access.store.ApiKey;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.request.JsonBodies;
import io.moderato.request.RequestSettings;
import io.moderato.surface.web.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses calls above the key's rate, of calls or of text, and tells in each answer how much is left. */
final class RateLimitFilter extends OncePerRequestFilter {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SECONDS_PER_MINUTE = Duration.ofMinutes(1).toSeconds();

    private final RateLimits limits;
    private final long largestBody;
    private final Refusals refusals;

    RateLimitFilter(RateLimits limits, RequestSettings sizes, Refusals refusals) {
        this.limits = limits;
        this.largestBody = sizes.maxSize().toBytes();
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof ApiKeyAuthentication call)) {
            chain.doFilter(request, response);
            return;
        }
        ApiKey key = call.getPrincipal();
        ConsumptionProbe taken = limits.take(key);
        response.setHeader("X-RateLimit-Limit", Integer.toString(key.ratePerMinute()));
        response.setHeader("X-RateLimit-Remaining", Long.toString(taken.getRemainingTokens()));
        response.setHeader("X-RateLimit-Reset", Long.toString(seconds(taken.getNanosToWaitForReset())));
        if (!taken.isConsumed()) {
            refuse(
                    request,
                    response,
                    seconds(taken.getNanosToWaitForRefill()),
                    "This key may make %,d calls a minute. Wait %d s, or send many items in one batch: that is one call."
                            .formatted(key.ratePerMinute(), Math.max(1, seconds(taken.getNanosToWaitForRefill()))));
            return;
        }
        long announced = request.getContentLengthLong();
        boolean hasBody = announced > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody || announced > largestBody) {
            textHeaders(response, key);
            chain.doFilter(request, response);
        } else if (limits.textLeft(key) > 0) {
            limits.takeText(key, announced);
            textHeaders(response, key);
            chain.doFilter(request, response);
            if (announced < 0) {
                limits.takeText(key, JsonBodies.sizeOf(request));
            }
        } else {
            textHeaders(response, key);
            long wait = untilTextIsLeft(key);
            refuse(
                    request,
                    response,
                    wait,
                    "This key may send %,d bytes of text a minute and has sent more. Nothing of this request was taken. Wait %d s, then send it again; one request may be larger than what is left, the next one waits longer."
                            .formatted(limits.textPerMinute(), wait));
        }
    }

    private void textHeaders(HttpServletResponse response, ApiKey key) {
        long left = limits.textLeft(key);
        response.setHeader("X-RateLimit-Text-Limit", Long.toString(limits.textPerMinute()));
        response.setHeader("X-RateLimit-Text-Remaining", Long.toString(Math.max(0, left)));
        response.setHeader("X-RateLimit-Text-Reset", Long.toString(secondsOfText(limits.textPerMinute() - left)));
    }

    private long untilTextIsLeft(ApiKey key) {
        return Math.max(1, secondsOfText(1 - limits.textLeft(key)));
    }

    /** How long it takes until that much may be sent. */
    private long secondsOfText(long bytes) {
        return Math.ceilDiv(Math.max(0, bytes) * SECONDS_PER_MINUTE, limits.textPerMinute());
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, long wait, String detail)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait)));
        refusals.write(request, response, new ProblemException(ProblemKey.RATE_LIMITED, detail));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_PER_SECOND);
    }
}
