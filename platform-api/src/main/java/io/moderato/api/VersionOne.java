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
    /** Comes first among the surfaces: its document is the one that is shown where nobody asks for another. */
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
                                "Send what people post, get decisions. Errors are problem documents (RFC 9457); each answer carries X-Request-Id."));
    }
}
