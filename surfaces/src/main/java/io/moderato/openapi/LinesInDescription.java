package io.moderato.openapi;

import io.moderato.request.Line;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springframework.stereotype.Component;

/** Writes the longest length of each {@link Line} into the API's description. */
@Component
class LinesInDescription implements PropertyCustomizer {
    @Override
    public @Nullable Schema<?> customize(@Nullable Schema property, AnnotatedType type) {
        if (property != null && type.getCtxAnnotations() != null) {
            for (Annotation annotation : type.getCtxAnnotations()) {
                if (annotation instanceof Line line) {
                    property.setMinLength(1);
                    property.setMaxLength(line.max());
                }
            }
        }
        return property;
    }
}
