package io.moderato.moderation.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Gives the fields of a content to decide about the same descriptions as the fields of a submitted content. */
@Component
class ModerateDescription implements GlobalOpenApiCustomizer {
    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Schema<?> submission = schemas == null ? null : schemas.get("ContentSubmission");
        Schema<?> asked = schemas == null ? null : schemas.get("ModerateRequest");
        if (submission != null && asked != null) {
            asked.getProperties().putAll(submission.getProperties());
        }
    }
}
