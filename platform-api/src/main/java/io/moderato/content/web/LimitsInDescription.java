package io.moderato.content.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springframework.stereotype.Component;

/** Writes the configured limits into the API's description. */
@Component
class LimitsInDescription implements PropertyCustomizer, GlobalOpenApiCustomizer {
    /** Keeps a sentence until the property has its own description. */
    private static final String SENTENCE = "x-limit";

    private final ContentSettings settings;

    LimitsInDescription(ContentSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable Schema<?> customize(@Nullable Schema property, AnnotatedType type) {
        if (property != null && type.getCtxAnnotations() != null) {
            for (Annotation annotation : type.getCtxAnnotations()) {
                switch (annotation) {
                    case WithinLimit within -> describe(property, within.value());
                    case WithinLimit.All all -> {
                        for (WithinLimit within : all.value()) {
                            describe(property, within.value());
                        }
                    }
                    default -> {}
                }
            }
        }
        return property;
    }

    private void describe(Schema<?> property, Limit limit) {
        int most = (int) settings.of(limit);
        switch (limit) {
            case TEXT -> {
                property.setMaxLength(most);
                property.addExtension(SENTENCE, "At most %,d bytes in UTF-8.".formatted(most));
            }
            case IMAGES, BATCH -> property.setMaxItems(most);
            case INLINE_IMAGES ->
                property.addExtension(
                        SENTENCE, "All data: addresses together have at most %,d characters.".formatted(most));
        }
    }

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        if (schemas != null) {
            for (Schema<?> schema : schemas.values()) {
                if (schema.getProperties() != null) {
                    schema.getProperties().values().forEach(LimitsInDescription::addSentence);
                }
            }
        }
    }

    private static void addSentence(Schema<?> property) {
        Object sentence = property.getExtensions() == null
                ? null
                : property.getExtensions().remove(SENTENCE);
        if (sentence != null) {
            String own = property.getDescription();
            property.setDescription(own == null ? sentence.toString() : own + " " + sentence);
        }
    }
}
