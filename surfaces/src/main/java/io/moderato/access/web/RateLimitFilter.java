package io.moderato.access.web;

import io.github.bucket4j.ConsumptionProbe;
import io.moderato.access.store.ApiKey;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.request.JsonBodies;
import io.moderato.request.RequestSettings;
import io.moderato.surface.web.RateForm;
import io.moderato.surface.web.Refusals;
import io.moderato.surface.web.Surfaces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses calls above the key's limits, for the number of calls and for the amount of text. Each answer tells how much is left. */
final class RateLimitFilter extends OncePerRequestFilter {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
    /** Clients pass over a longer wait, as if none were told, and come again at once. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final long SECONDS_PER_MINUTE = Duration.ofMinutes(1).toSeconds();

    private final Surfaces surfaces;
    private final RateLimits limits;
    private final long largestBody;
    private final Refusals refusals;

    RateLimitFilter(Surfaces surfaces, RateLimits limits, RequestSettings sizes, Refusals refusals) {
        this.surfaces = surfaces;
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
        RateForm form = surfaces.of(request).orElseThrow().rates();
        ConsumptionProbe taken = limits.take(key);
        form.tellCalls(
                new RateForm.Allowance(
                        key.ratePerMinute(), taken.getRemainingTokens(), seconds(taken.getNanosToWaitForReset())),
                response);
        if (!taken.isConsumed()) {
            Duration wait = atLeastOneSecond(seconds(taken.getNanosToWaitForRefill()));
            tellToWait(wait, response);
            refuse(
                    request,
                    response,
                    "This key may make %,d calls a minute. Wait %d s. Where one call takes many items, it counts as one."
                            .formatted(key.ratePerMinute(), wait.toSeconds()));
            return;
        }
        long announced = request.getContentLengthLong();
        boolean hasBody = announced > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody || announced > largestBody) {
            tellText(form, key, response);
            chain.doFilter(request, response);
        } else if (limits.textLeft(key) > 0) {
            limits.takeText(key, announced);
            tellText(form, key, response);
            chain.doFilter(request, response);
            // of a body in chunks or a compressed one it is known only now how much text it had
            limits.takeText(key, JsonBodies.sizeOf(request) - Math.max(0, announced));
        } else {
            tellText(form, key, response);
            Duration wait = atLeastOneSecond(untilTextIsLeft(key));
            tellToWait(wait, response);
            refuse(
                    request,
                    response,
                    "This key may send %,d bytes of text a minute and has sent more. Nothing of this request was accepted. Wait %d s, then send it again. One request may be larger than the text that is left; then the next one must wait longer."
                            .formatted(limits.textPerMinute(), wait.toSeconds()));
        }
    }

    private void tellText(RateForm form, ApiKey key, HttpServletResponse response) {
        long left = limits.textLeft(key);
        form.tellText(
                new RateForm.Allowance(
                        limits.textPerMinute(), Math.max(0, left), timeOfText(limits.textPerMinute() - left)),
                response);
    }

    private static void tellToWait(Duration wait, HttpServletResponse response) {
        Duration told = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(told.toSeconds()));
    }

    private Duration untilTextIsLeft(ApiKey key) {
        return timeOfText(1 - limits.textLeft(key));
    }

    /** The time until that much text may be sent. */
    private Duration timeOfText(long bytes) {
        return Duration.ofSeconds(Math.ceilDiv(Math.max(0, bytes) * SECONDS_PER_MINUTE, limits.textPerMinute()));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
        refusals.write(request, response, new ProblemException(ProblemKey.RATE_LIMITED, detail));
    }

    private static Duration seconds(long nanos) {
        return Duration.ofSeconds(Math.ceilDiv(nanos, NANOS_PER_SECOND));
    }

    private static Duration atLeastOneSecond(Duration wait) {
        return wait.isZero() ? Duration.ofSeconds(1) : wait;
    }
}
