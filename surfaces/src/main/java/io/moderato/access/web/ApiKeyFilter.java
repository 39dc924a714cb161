package io.moderato.access.web;

import io.moderato.access.store.ApiKey;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.surface.web.Refusals;
import io.moderato.surface.web.Surfaces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds the key of a call. A call without a key goes on, and is refused later if a key is needed. */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final int MAX_LENGTH = 200;

    private final Surfaces surfaces;
    private final ApiKeyMemory keys;
    private final Refusals refusals;

    ApiKeyFilter(Surfaces surfaces, ApiKeyMemory keys, Refusals refusals) {
        this.surfaces = surfaces;
        this.keys = keys;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = secret(request);
        if (secret == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<ApiKey> key = secret.length() > MAX_LENGTH ? Optional.empty() : keys.find(secret);
        if (key.isEmpty()) {
            refusals.write(
                    request,
                    response,
                    new ProblemException(
                            ProblemKey.UNKNOWN_KEY,
                            "This API key is unknown or was revoked. Ask an administrator of your community for a new one."));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new ApiKeyAuthentication(key.get()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private @Nullable String secret(HttpServletRequest request) {
        return surfaces.of(request).stream()
                .flatMap(surface -> surface.keyPlaces().stream())
                .map(place -> place.in(request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
