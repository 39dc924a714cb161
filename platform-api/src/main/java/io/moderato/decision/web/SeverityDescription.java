package io.moderato.decision.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes a severity as what it is: a whole number or a word. */
@Component
class SeverityDescription implements GlobalOpenApiCustomizer {
    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Schema<?> decision = schemas == null ? null : schemas.get("Decision");
        if (decision != null) {
            Schema<?> level = new JsonSchema();
            level.setTypes(Set.of("integer"));
            level.setMinimum(BigDecimal.ZERO);
            level.setMaximum(BigDecimal.valueOf(Severity.HIGHEST));
            Schema<?> word = new JsonSchema();
            word.setTypes(Set.of("string"));
            word.setConst(Severity.UNKNOWN);
            Schema<?> either = new JsonSchema();
            either.setDescription(
                    "From 2 on a human looks at it, from 4 on it is rejected, by the thresholds of the policy that decided; 0 and 1 are the halves below, 2 and 3 the halves of review, 4 to 7 the quarters of rejection.");
            either.setOneOf(List.of(level, word));
            Objects.requireNonNull(decision.getProperties().get("severity")).setAdditionalProperties(either);
        }
    }
}
