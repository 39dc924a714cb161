package io.moderato.access.web;

import io.moderato.access.store.Scope;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.request.RequestSettings;
import io.moderato.request.RequestSizeFilter;
import io.moderato.surface.web.KeyPlace;
import io.moderato.surface.web.Refusals;
import io.moderato.surface.web.Surfaces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The security of all surfaces. It checks first the key, then the key's limits, then the handler's scope, and only then the body. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiAccessSettings.class)
class SurfaceSecurity {
    private final Surfaces surfaces;
    private final Refusals refusals;

    SurfaceSecurity(Surfaces surfaces, Refusals refusals) {
        this.surfaces = surfaces;
        this.refusals = refusals;
    }

    @Bean
    @Order(20)
    SecurityFilterChain surfaceSecurityFilterChain(
            HttpSecurity http, SurfaceHandlers handlers, ApiKeyMemory keys, RateLimits limits, RequestSettings sizes) {
        return http.securityMatcher(request -> surfaces.of(request).isPresent())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // cookies are never read here, so no other site can act in somebody's name
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new ApiKeyFilter(surfaces, keys, refusals), AuthorizationFilter.class)
                .addFilterBefore(new RateLimitFilter(surfaces, limits, sizes, refusals), AuthorizationFilter.class)
                .addFilterAfter(new RequestSizeFilter(sizes, refusals), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(new ScopeCheck(handlers)))
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, failure) ->
                                refusals.write(request, response, withoutKey(request, failure)))
                        .accessDeniedHandler(this::refuse))
                .build();
    }

    private ProblemException withoutKey(HttpServletRequest request, AuthenticationException failure) {
        String places = surfaces.of(request).orElseThrow().keyPlaces().stream()
                .map(KeyPlace::words)
                .collect(Collectors.joining("' or as '", "'", "'"));
        // the cause tells a missing key from an unknown one
        return new ProblemException(ProblemKey.UNKNOWN_KEY, "Send an API key as %s.".formatted(places), null, failure);
    }

    private static boolean isForServicesOnly(ScopeCheck.Checked missing) {
        return missing.scopes().stream().noneMatch(Scope::isAdministration)
                && SecurityContextHolder.getContext().getAuthentication() instanceof ApiKeyAuthentication call
                && call.getPrincipal().administersAll();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        if (refusal instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof ScopeCheck.Checked missing) {
            String scopes = missing.scopes().stream()
                    .map(scope -> "'" + scope.key() + "'")
                    .sorted()
                    .collect(Collectors.joining(" or "));
            refusals.write(
                    request,
                    response,
                    new ProblemException(
                            ProblemKey.NOT_ALLOWED,
                            (isForServicesOnly(missing)
                                            ? "This needs a key of one community with the scope %s; this key is for the administration of all."
                                            : "This needs a key with the scope %s, which this key has not. Ask an administrator of your community.")
                                    .formatted(scopes)));
        } else {
            refusals.write(request, response, HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
