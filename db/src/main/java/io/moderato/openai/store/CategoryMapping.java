package io.moderato.openai.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.moderato.decision.Category;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The formulas by which OpenAI's categories are made from our categories. A category without a formula is not scored.
 *
 * @param formulas the formulas by OpenAI's category; unmodifiable
 */
public record CategoryMapping(@JsonValue Map<OpenAiCategory, Formula> formulas) {
    private static final String RESOURCE = "/openai-mapping.json";

    /** The rule that says which of several scores counts. */
    public enum Take {
        /** The highest of the known scores: one of the categories is enough. */
        HIGHEST,
        /** The lowest score, if all are known: all categories are needed together. */
        LOWEST
    }

    /**
     * The formula for one of OpenAI's categories.
     *
     * @param take which of the scores counts
     * @param of   our categories whose scores are used
     */
    public record Formula(Take take, List<Category> of) {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if something is missing or a category is named twice
         */
        @SuppressWarnings("ConstantValue") // JSON may leave out fields, whatever the types promise
        public Formula {
            if (take == null || of == null || of.isEmpty()) {
                throw new IllegalArgumentException(
                        "A formula takes the HIGHEST or the LOWEST of at least one category");
            }
            if (of.stream().distinct().count() < of.size()) {
                throw new IllegalArgumentException("A formula names each category once, not " + of);
            }
            of = List.copyOf(of);
        }
    }

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if a category is named without a formula
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CategoryMapping {
        EnumMap<OpenAiCategory, Formula> copy = new EnumMap<>(OpenAiCategory.class);
        copy.putAll(formulas);
        if (copy.containsValue(null)) {
            throw new IllegalArgumentException("A category that nobody scores is left out, not null");
        }
        formulas = Collections.unmodifiableMap(copy);
    }

    /** The mapping of a community that has not chosen one. */
    public static CategoryMapping byDefault() {
        try (InputStream json = Objects.requireNonNull(CategoryMapping.class.getResourceAsStream(RESOURCE))) {
            return JsonMapper.builder().build().readValue(json, CategoryMapping.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Reading " + RESOURCE, unreadable);
        }
    }

    /** The formula for that category; empty if the category is not scored. */
    public Optional<Formula> of(OpenAiCategory category) {
        return Optional.ofNullable(formulas.get(category));
    }
}
