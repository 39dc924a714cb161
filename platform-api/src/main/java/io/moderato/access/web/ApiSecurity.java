package io.moderato.access.web;

import io.moderato.access.store.Scope;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Problems;
import io.moderato.request.RequestSettings;
import io.moderato.request.RequestSizeFilter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The rules of everything below /api: which scope each address needs, whatever the method. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiAccessSettings.class)
class ApiSecurity {
    @Bean
    @Order(20)
    SecurityFilterChain apiSecurityFilterChain(
            HttpSecurity http, ApiKeyMemory keys, RateLimits limits, RequestSettings sizes, Problems problems) {
        return http.securityMatcher("/api/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // no cookie is ever looked at here, so no other site can act in somebody's name
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new ApiKeyFilter(keys, problems), AuthorizationFilter.class)
                .addFilterBefore(new RateLimitFilter(limits, sizes, problems), AuthorizationFilter.class)
                .addFilterAfter(new RequestSizeFilter(sizes, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/api/openapi",
                                "/api/openapi.json",
                                "/api/openapi.yaml",
                                "/api/openapi/swagger-config",
                                "/api/docs",
                                "/api/swagger-ui/**")
                        .permitAll()
                        .requestMatchers("/api/v1/content", "/api/v1/content/batch")
                        .access(new ScopeNeeded(Scope.CONTENT_WRITE))
                        .requestMatchers("/api/v1/content/*", "/api/v1/decisions")
                        .access(new ScopeNeeded(Scope.CONTENT_READ))
                        .requestMatchers("/api/v1/moderate")
                        .access(new ScopeNeeded(Scope.MODERATE))
                        .requestMatchers("/api/v1/content/*/reports", "/api/v1/content/*/appeals", "/api/v1/appeals/*")
                        .access(new ScopeNeeded(Scope.APPEALS))
                        .requestMatchers("/api/v1/content/*/feedback")
                        .access(new ScopeNeeded(Scope.FEEDBACK))
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, failure) -> problems.write(
                                        request,
                                        response,
                                        new ProblemException(
                                                ProblemKey.UNKNOWN_KEY,
                                                "Send an API key as 'Authorization: Bearer KEY' or as 'X-API-Key: KEY'.")))
                        .accessDeniedHandler(
                                (request, response, refusal) -> problems.write(request, response, problem(refusal))))
                .build();
    }

    private static ProblemException problem(AccessDeniedException refusal) {
        if (refusal instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof ScopeNeeded.Checked missing) {
            return new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "This needs a key with the scope '%s', which this key has not. Ask an administrator of your community."
                            .formatted(missing.scope().key()));
        }
        // only what no rule names is denied to everybody
        return new ProblemException(
                ProblemKey.NOT_FOUND, "There is nothing at this address. The API is described at /api/docs.");
    }
}
