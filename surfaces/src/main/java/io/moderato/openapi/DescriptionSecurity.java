package io.moderato.openapi;

import io.moderato.operations.answer.StatusAnswer;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Shows the descriptions to everybody. Other addresses below /api that do not belong to a surface are answered with "not found". */
@Configuration(proxyBeanMethods = false)
class DescriptionSecurity {
    @Bean
    @Order(21)
    SecurityFilterChain descriptionSecurityFilterChain(HttpSecurity http) {
        return http.securityMatcher("/api/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/api/openapi",
                                "/api/openapi.json",
                                "/api/openapi.yaml",
                                "/api/openapi.yaml/*",
                                "/api/openapi/*",
                                "/api/docs",
                                "/api/swagger-ui/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, failure) ->
                        StatusAnswer.of(HttpServletResponse.SC_NOT_FOUND).write(request, response)))
                .build();
    }
}
