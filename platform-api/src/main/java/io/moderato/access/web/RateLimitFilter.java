package io.moderato.access.web;

import io.github.bucket4j.ConsumptionProbe;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses calls above the key's rate and tells in each answer how many are left. */
final class RateLimitFilter extends OncePerRequestFilter {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final RateLimits limits;
    private final Problems problems;

    RateLimitFilter(RateLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof ApiKeyAuthentication call)) {
            chain.doFilter(request, response);
            return;
        }
        int perMinute = call.getPrincipal().ratePerMinute();
        ConsumptionProbe taken = limits.take(call.getPrincipal());
        response.setHeader("X-RateLimit-Limit", Integer.toString(perMinute));
        response.setHeader("X-RateLimit-Remaining", Long.toString(taken.getRemainingTokens()));
        response.setHeader("X-RateLimit-Reset", Long.toString(seconds(taken.getNanosToWaitForReset())));
        if (taken.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        long wait = Math.max(1, seconds(taken.getNanosToWaitForRefill()));
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
        problems.write(
                request,
                response,
                new ProblemException(
                        ProblemKey.RATE_LIMITED,
                        "This key may make %,d calls a minute. Wait %d s, or send many items in one batch: that is one call."
                                .formatted(perMinute, wait)));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_PER_SECOND);
    }
}
