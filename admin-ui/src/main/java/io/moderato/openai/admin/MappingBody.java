package io.moderato.openai.admin;

import io.moderato.decision.Category;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.OpenAiCategory;
import io.moderato.problem.ProblemException;
import io.moderato.request.JsonPointers;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping that a community chooses. */
@Schema(name = "MappingRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record MappingBody(
        @Schema(description = "By OpenAI's category; one that is not named is scored by nobody.")
        @NotNull(message = "'{field}' is missing.")
        @Size(max = 100, message = "'{field}' has too many entries.")
        Map<String, Formula> categories) {
    /** How one of OpenAI's categories comes about. */
    @Schema(name = "FormulaRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Formula(
            @Schema(description = "Which of the scores counts.")
            CategoryMapping.@Nullable Take take,

            @Schema(description = "Our categories whose scores are looked at.", example = "[\"insult\"]") @Nullable
            List<Category> of) {}

    /**
     * The mapping.
     *
     * @throws ProblemException INVALID_FIELD with the place of the first fault
     */
    @SuppressWarnings("NullAway") // the formula says what is wrong with what is missing
    CategoryMapping mapping() {
        Map<OpenAiCategory, CategoryMapping.Formula> formulas = new EnumMap<>(OpenAiCategory.class);
        categories.forEach((name, formula) -> {
            try {
                formulas.put(OpenAiCategory.ofKey(name), new CategoryMapping.Formula(formula.take(), formula.of()));
            } catch (IllegalArgumentException wrong) {
                throw ProblemException.invalidField(
                        "/categories/" + JsonPointers.escaped(name), wrong.getMessage() + ".");
            }
        });
        return new CategoryMapping(formulas);
    }
}
