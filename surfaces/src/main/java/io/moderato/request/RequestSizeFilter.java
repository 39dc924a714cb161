package io.moderato.request;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.surface.web.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that is too large before it is read, and bounds the memory for all bodies together. */
public final class RequestSizeFilter extends OncePerRequestFilter {
    private static final int WAIT_SECONDS = 2;

    private final Refusals refusals;
    private final long maxSize;
    private final Semaphore memory;

    /** A filter that counts the memory for itself. */
    public RequestSizeFilter(RequestSettings settings, Refusals refusals) {
        this.refusals = refusals;
        this.maxSize = settings.maxSize().toBytes();
        this.memory = new Semaphore((int) settings.maxAtOnce().toBytes());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long announced = request.getContentLengthLong();
        if (announced > maxSize) {
            refusals.write(request, response, JsonBodies.tooLarge(maxSize));
            return;
        }
        int size = (int) memoryOf(request, announced);
        if (!acquire(size)) {
            refusals.write(
                    request,
                    response,
                    new ProblemException(
                            ProblemKey.UNAVAILABLE,
                            "The server is busy with too many large requests. Nothing was done; send the same request again."));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            memory.release(size);
        }
    }

    /** A body whose size nobody knows yet, because it comes in chunks or compressed, may become as large as any. */
    private long memoryOf(HttpServletRequest request, long announced) {
        if (announced >= 0) {
            return announced > 0 && JsonBodies.isCompressed(request) ? maxSize : announced;
        }
        return request.getHeader("Transfer-Encoding") == null ? 0 : maxSize;
    }

    private boolean acquire(int size) {
        try {
            return memory.tryAcquire(size, WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
