package io.moderato.surface.web;

import io.moderato.operations.trace.TracedAddresses;
import java.util.stream.StreamSupport;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the handling of the surfaces' errors before everything else that answers below their prefixes, and lets their calls be traced. */
@Configuration(proxyBeanMethods = false)
class SurfaceConfiguration {
    @Bean
    FilterRegistrationBean<RefusalFilter> refusalFilter(Surfaces surfaces, Refusals refusals) {
        FilterRegistrationBean<RefusalFilter> registration = new FilterRegistrationBean<>(new RefusalFilter(refusals));
        surfaces.forEach(surface -> surface.prefixes().forEach(prefix -> registration.addUrlPatterns(prefix + "/*")));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10);
        return registration;
    }

    @Bean
    TracedAddresses tracedSurfaces(Surfaces surfaces) {
        return new TracedAddresses(StreamSupport.stream(surfaces.spliterator(), false)
                .flatMap(surface -> surface.prefixes().stream())
                .map(prefix -> prefix + "/*")
                .toList());
    }
}
