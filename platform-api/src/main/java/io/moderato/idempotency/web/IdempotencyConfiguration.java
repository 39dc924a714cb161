package io.moderato.idempotency.web;

import io.moderato.idempotency.store.IdempotencyKeys;
import io.moderato.request.JsonBodies;
import io.moderato.surface.web.Refusals;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the calls of version 1 be repeated. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
    /** Where the header counts. */
    static final String PREFIX = "/api/v1/";

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            IdempotencyKeys keys, JsonBodies bodies, Refusals refusals) {
        FilterRegistrationBean<IdempotencyFilter> registration =
                new FilterRegistrationBean<>(new IdempotencyFilter(keys, bodies, refusals));
        registration.addUrlPatterns(PREFIX + "*");
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 10);
        return registration;
    }
}
