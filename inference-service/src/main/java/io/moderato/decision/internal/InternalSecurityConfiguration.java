package io.moderato.decision.internal;

import io.moderato.operations.answer.SharedToken;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/** Opens the internal endpoints only to callers that know the token; if no token is set, to nobody. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InternalSettings.class)
class InternalSecurityConfiguration {
    /** The header that carries the token. */
    static final String HEADER = "X-Internal-Token";

    @Bean
    @Order(10)
    SecurityFilterChain internalSecurity(HttpSecurity http, InternalSettings settings) {
        // an endpoint that is turned off looks as if it did not exist
        HttpStatus refusal = settings.token().isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.UNAUTHORIZED;
        return http.securityMatcher("/internal/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(refusal)))
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((authentication, context) -> new AuthorizationDecision(SharedToken.isAmong(
                                settings.token(), context.getRequest().getHeader(HEADER)))))
                .build();
    }
}
