package io.moderato.idempotency.web;

import io.moderato.access.store.ApiKey;
import io.moderato.idempotency.store.Begun;
import io.moderato.idempotency.store.IdempotencyKeys;
import io.moderato.idempotency.store.KeptAnswer;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.UnsupportedEncoding;
import io.moderato.request.JsonBodies;
import io.moderato.surface.web.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Does a POST with an {@code Idempotency-Key} once, as the IETF's draft of that header says, and answers repetitions with the first answer.
 * Only what succeeded is kept: whatever was refused may be mended and sent again under the same key. It stands behind the security filters,
 * so that the caller is known and the body is bounded; a call without the header passes untouched.
 */
final class IdempotencyFilter extends OncePerRequestFilter {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";
    static final int LONGEST_KEY = 255;

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final IdempotencyKeys keys;
    private final JsonBodies bodies;
    private final Refusals refusals;

    IdempotencyFilter(IdempotencyKeys keys, JsonBodies bodies, Refusals refusals) {
        this.keys = keys;
        this.bodies = bodies;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null || !HttpMethod.POST.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !(caller.getPrincipal() instanceof ApiKey apiKey)) {
            chain.doFilter(request, response);
            return;
        }
        Begun begun;
        String key;
        try {
            key = key(request.getHeader(HEADER));
            begun = keys.begin(apiKey.id(), key, fingerprint(request));
        } catch (ProblemException | UnsupportedEncoding | DataAccessException refused) {
            refusals.write(request, response, refused);
            return;
        }
        switch (begun) {
            case Begun.First first -> answer(request, response, chain, new Call(first.claim(), apiKey.id(), key));
            case Begun.Done done -> replay(done.answer(), request, response);
            case Begun.Running _ -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
                refuse(
                        ProblemKey.STILL_RUNNING,
                        "The first call with this Idempotency-Key is still being worked on. Wait a moment, then send the same call again.",
                        request,
                        response);
            }
            case Begun.OtherCall _ ->
                refuse(
                        ProblemKey.KEY_OF_ANOTHER_CALL,
                        "This Idempotency-Key belongs to an earlier call with another body or address. Nothing was done. Use a new key for each new call.",
                        request,
                        response);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Call call)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        boolean done = false;
        try {
            chain.doFilter(request, answer);
            done = answer.getStatus() >= 200 && answer.getStatus() < 300;
        } finally {
            end(call, done ? kept(answer) : null, request);
        }
        answer.copyBodyToResponse();
    }

    /** The call is done or refused whatever happens here; if its end cannot be written, it may be made again when its time is over. */
    private void end(Call call, @Nullable KeptAnswer answer, HttpServletRequest request) {
        try {
            if (answer == null) {
                keys.abandon(call.claim(), call.apiKey(), call.key());
            } else {
                keys.finish(call.claim(), call.apiKey(), call.key(), answer, WordsOf.in(request));
            }
        } catch (DataAccessException down) {
            log.warn(
                    "The answer to a call with an Idempotency-Key could not be kept ({})",
                    down.getClass().getSimpleName());
        }
    }

    private static KeptAnswer kept(ContentCachingResponseWrapper answer) {
        Map<String, String> headers = new HashMap<>();
        for (String name : new String[] {HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION}) {
            String value = name.equals(HttpHeaders.CONTENT_TYPE) ? answer.getContentType() : answer.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new KeptAnswer(answer.getStatus(), headers, answer.getContentAsByteArray());
    }

    private void replay(KeptAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = answer.body();
        if (body == null) {
            refuse(
                    ProblemKey.WRONG_STATE,
                    "This call was done. Its answer is not kept, because it was larger than %,d bytes or a content in it was erased. Read what became of it; nothing was done again."
                            .formatted(IdempotencyKeys.LARGEST_ANSWER),
                    request,
                    response);
            return;
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private void refuse(ProblemKey key, String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refusals.write(request, response, new ProblemException(key, detail));
    }

    /** The key, which the draft writes in quotes and most callers write without. */
    private static String key(String header) {
        String key = header.strip();
        if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw ProblemException.invalidField(
                    "",
                    "The header Idempotency-Key has 1 to %d visible ASCII characters, such as a UUID. Make a new one for each new call."
                            .formatted(LONGEST_KEY));
        }
        return key;
    }

    private byte[] fingerprint(HttpServletRequest request) throws UnsupportedEncoding {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new @Nullable String[] {request.getRequestURI(), request.getQueryString()}) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return digest.digest(bodies.bytes(request));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private record Call(UUID claim, UUID apiKey, String key) {}
}
