package io.moderato.openai.web;

import io.moderato.surface.web.KeyPlace;
import io.moderato.surface.web.Surface;
import io.swagger.v3.oas.models.info.Info;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The surface that answers like OpenAI's moderation endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpenAiSettings.class)
class OpenAiSurface {
    private static final String PREFIX = "/v1";

    /** The version of the REST API that the vendor names in each answer. */
    private static final String API_VERSION = "2020-10-01";

    @Bean
    Surface openAiModerationSurface() {
        return new Surface(
                "openai",
                List.of(PREFIX),
                List.of(new KeyPlace.Bearer()),
                new VendorErrors(),
                new VendorRates(),
                new Info()
                        .title("OpenAI moderations")
                        .version("1")
                        .description(
                                "Answers like OpenAI's moderation endpoint, with your own policy and model. Set the base URL of your client to this server's /v1."));
    }

    /** Names the version in all answers, also in answers that do not come from a controller. */
    @Bean
    FilterRegistrationBean<Filter> openAiVersionFilter() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("openai-version", API_VERSION);
            chain.doFilter(request, response);
        });
        registration.addUrlPatterns(PREFIX + "/*");
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 20);
        return registration;
    }
}
