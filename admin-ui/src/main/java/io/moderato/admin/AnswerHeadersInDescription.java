package io.moderato.admin;

import io.moderato.access.web.NeedsScope;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes the headers of answers about one thing: the version that a change of it has to name, and the address of what was made. */
@Component
final class AnswerHeadersInDescription implements GlobalOperationCustomizer {
    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        NeedsScope needs = method.getMethodAnnotation(NeedsScope.class);
        if (needs != null
                && needs.value().isAdministration()
                && ResponseEntity.class.isAssignableFrom(method.getReturnType().getParameterType())) {
            ApiResponses answers = operation.getResponses();
            for (String shown : Set.of("200", "201")) {
                add(answers.get(shown), "ETag", "The version that you send as If-Match to change it.");
            }
            for (String made : Set.of("201", "202")) {
                add(answers.get(made), "Location", "Where to read it.");
            }
        }
        return operation;
    }

    private static void add(@Nullable ApiResponse answer, String name, String description) {
        if (answer != null) {
            Schema<?> text = new JsonSchema();
            text.setTypes(Set.of("string"));
            answer.addHeaderObject(name, new Header().description(description).schema(text));
        }
    }
}
