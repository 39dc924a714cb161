package io.moderato.perspective.web;

import io.moderato.surface.web.KeyPlace;
import io.moderato.surface.web.Refusals;
import io.moderato.surface.web.Surface;
import io.swagger.v3.oas.models.info.Info;
import java.util.List;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The surface of Google's Perspective API, {@code v1alpha1}. */
@Configuration(proxyBeanMethods = false)
class PerspectiveSurface {
    private static final String METHODS = "/v1alpha1";

    @Bean
    Surface perspectiveApi() {
        return new Surface(
                "perspective",
                List.of(METHODS, "/$discovery"),
                List.of(new KeyPlace.Query("key"), new KeyPlace.Header("X-Goog-Api-Key")),
                new PerspectiveErrors(),
                new Info()
                        .title("Perspective API on Moderato")
                        .version("v1alpha1")
                        .description(
                                "Scores comments for clients of Google's Perspective API, of which nothing is stored, and keeps the scores that they suggest."));
    }

    /** Comes after the security filters, so that a caller without a key is told nothing else. */
    @Bean
    FilterRegistrationBean<TextInAddressFilter> textInAddressFilter(Refusals refusals) {
        FilterRegistrationBean<TextInAddressFilter> registration =
                new FilterRegistrationBean<>(new TextInAddressFilter(refusals));
        registration.addUrlPatterns(METHODS + "/*");
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 10);
        return registration;
    }
}
