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
 * Which of our categories each of OpenAI's is made of. One that is not named is scored by nobody.
 *
 * @param formulas by OpenAI's category; unmodifiable
 */
public record CategoryMapping(@JsonValue Map<OpenAiCategory, Formula> formulas) {
    private static final String RESOURCE = "/openai-mapping.json";

    /** Which of several scores counts. */
    public enum Take {
        /** The highest of those that are known: any of the categories is enough. */
        HIGHEST,
        /** The lowest, if all are known: it takes all of the categories together. */
        LOWEST
    }

    /**
     * How one of OpenAI's categories comes about.
     *
     * @param take which of the scores counts
     * @param of   our categories whose scores are looked at
     */
    public record Formula(Take take, List<Category> of) {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if something is missing or a category is named twice
         */
        @SuppressWarnings("ConstantValue") // JSON leaves out what it likes, whatever the types promise
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

    /** The mapping of a community that has chosen none. */
    public static CategoryMapping byDefault() {
        try (InputStream json = Objects.requireNonNull(CategoryMapping.class.getResourceAsStream(RESOURCE))) {
            return JsonMapper.builder().build().readValue(json, CategoryMapping.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Reading " + RESOURCE, unreadable);
        }
    }

    /** How that category comes about, or empty if nobody scores it. */
    public Optional<Formula> of(OpenAiCategory category) {
        return Optional.ofNullable(formulas.get(category));
    }
}
