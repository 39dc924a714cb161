package io.moderato.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Marks the parts of our records that are always there as required, so that generated clients need not doubt them: all that are neither
 * nullable nor left out where they are empty.
 */
@Component
class RequiredInDescription implements ModelConverter {
    private static final String OURS = "io.moderato.";
    private static final Set<JsonInclude.Include> SOMETIMES =
            EnumSet.of(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_DEFAULT);

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && described.isRecord() && described.getName().startsWith(OURS)) {
            Schema<?> model = model(schema, context.getDefinedModels());
            if (model != null && model.getProperties() != null) {
                for (RecordComponent part : described.getRecordComponents()) {
                    require(model, part);
                }
            }
        }
        return schema;
    }

    @SuppressWarnings("rawtypes") // as the library declares its models
    private static @Nullable Schema<?> model(Schema<?> schema, Map<String, Schema> models) {
        String reference = schema.get$ref();
        return reference == null ? schema : models.get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static void require(Schema<?> model, RecordComponent part) {
        JsonProperty given = part.getAccessor().getAnnotation(JsonProperty.class);
        String name = given == null || given.value().isEmpty() ? part.getName() : given.value();
        boolean always = !part.getAnnotatedType().isAnnotationPresent(Nullable.class) && !leftOutWhereEmpty(part);
        boolean known = model.getRequired() != null && model.getRequired().contains(name);
        if (always && !known && model.getProperties().containsKey(name)) {
            model.addRequiredItem(name);
        }
    }

    private static boolean leftOutWhereEmpty(RecordComponent part) {
        JsonInclude included = part.getAccessor().getAnnotation(JsonInclude.class);
        if (included == null) {
            included = part.getDeclaringRecord().getAnnotation(JsonInclude.class);
        }
        return included != null && SOMETIMES.contains(included.value());
    }
}
