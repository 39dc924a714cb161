package io.moderato.api;

import io.moderato.problem.web.ProblemDocuments;
import io.moderato.surface.web.KeyPlace;
import io.moderato.surface.web.Surface;
import io.swagger.v3.oas.models.info.Info;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Our own API, version 1. */
@Configuration(proxyBeanMethods = false)
class VersionOne {
    /** The first of the surfaces. Its document is shown if the reader does not ask for another one. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    Surface versionOneSurface() {
        return new Surface(
                "v1",
                List.of("/api/v1"),
                List.of(new KeyPlace.Bearer(), new KeyPlace.Header("X-API-Key")),
                new ProblemDocuments(),
                new Info()
                        .title("Moderato")
                        .version("1")
                        .description(
                                "Send the texts and images that people post, and get decisions. Errors are problem documents (RFC 9457); each answer has the header X-Request-Id."));
    }
}
