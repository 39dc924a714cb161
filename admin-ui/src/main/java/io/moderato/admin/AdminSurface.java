package io.moderato.admin;

import io.moderato.surface.web.KeyPlace;
import io.moderato.surface.web.Surface;
import io.swagger.v3.oas.models.info.Info;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The Admin API, version 1. It is served where people edit (decision 25). */
@Configuration(proxyBeanMethods = false)
public class AdminSurface implements WebMvcConfigurer {
    /** Where all its addresses begin. */
    public static final String PREFIX = "/api/admin/v1";

    @Bean
    Surface adminApiSurface() {
        return new Surface(
                "admin",
                List.of(PREFIX),
                List.of(new KeyPlace.Bearer(), new KeyPlace.Header("X-API-Key")),
                new AdminProblems(),
                new Info()
                        .title("Moderato administration")
                        .version("1")
                        .description(
                                "Communities, keys, policies, blocklists, content types, mappings and webhooks. Whoever changes something sends the ETag that they read as If-Match. Errors are problem documents (RFC 9457)."));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new VersionResolver());
    }
}
