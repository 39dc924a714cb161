package io.moderato.openapi;

import io.moderato.access.store.ApiKey;
import io.moderato.surface.web.Surface;
import io.moderato.surface.web.Surfaces;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Makes an OpenAPI document for each surface, at {@code /api/openapi/NAME}. The address without a name shows the first surface's document.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration implements WebMvcConfigurer {
    private final Surfaces surfaces;

    OpenApiConfiguration(Surfaces surfaces) {
        this.surfaces = surfaces;
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(ApiKey.class);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        String first = surfaces.iterator().next().name();
        registry.addViewController("/api/openapi").setViewName("forward:/api/openapi/" + first);
        registry.addViewController("/api/openapi.json").setViewName("forward:/api/openapi/" + first);
        registry.addViewController("/api/openapi.yaml").setViewName("forward:/api/openapi.yaml/" + first);
    }

    /** The common beginning of all documents. */
    @Bean
    OpenAPI openApi() {
        return new OpenAPI().servers(List.of(new Server().url("/")));
    }

    @Bean
    List<GroupedOpenApi> surfaceDocuments() {
        return StreamSupport.stream(surfaces.spliterator(), false)
                .map(OpenApiConfiguration::document)
                .toList();
    }

    private static GroupedOpenApi document(Surface surface) {
        SurfaceDescription description = new SurfaceDescription(surface);
        return GroupedOpenApi.builder()
                .group(surface.name())
                .displayName(surface.description().getTitle() + " " + surface.name())
                .pathsToMatch(surface.prefixes().stream()
                        .map(prefix -> prefix + "/**")
                        .toArray(String[]::new))
                .addOpenApiCustomizer(description)
                .addOperationCustomizer(description)
                .build();
    }
}
