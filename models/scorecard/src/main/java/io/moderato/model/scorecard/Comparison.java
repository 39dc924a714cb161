package io.moderato.model.scorecard;

import io.moderato.decision.Category;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models measured side by side on the same rows: {@code metrics.json}.
 *
 * @param split the part of the data that they were measured on
 * @param measured when; absent in files of older releases
 * @param judgedByPeople the sets in which people found harm; the others have labels by machines or rules. Empty in files of older releases
 * @param models the model that the file is about first, then its rivals
 * @param unseen how the recipe of the first does on sources that it was not trained on; empty if nobody measured it
 */
public record Comparison(
        String split,
        @Nullable Instant measured,
        List<String> judgedByPeople,
        List<Scorecard> models,
        List<UnseenSource> unseen) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Checks that there is a model. */
    public Comparison {
        judgedByPeople = judgedByPeople == null ? List.of() : List.copyOf(judgedByPeople);
        models = List.copyOf(models);
        unseen = unseen == null ? List.of() : List.copyOf(unseen);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("A comparison needs a model");
        }
    }

    /**
     * Reads {@code metrics.json}, also one of an older release, which holds the scorecard of a single model.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Comparison of(JsonNode json) {
        try {
            if (json.has("models")) {
                return JSON.treeToValue(json, Comparison.class);
            }
            if (json.has("measurements")) {
                Scorecard only = JSON.treeToValue(json, Scorecard.class);
                return new Comparison(only.split(), null, List.of(), List.of(only), List.of());
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a comparison of models: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("Not a comparison of models: neither 'models' nor 'measurements' is there");
    }

    /** The model that the comparison is about. */
    public Scorecard model() {
        return models.getFirst();
    }

    /** The same with what the first model lost by its int8 export. */
    public Comparison withInt8Loss(Map<String, Double> int8Loss) {
        List<Scorecard> measured = new ArrayList<>(models);
        measured.set(0, model().withInt8Loss(int8Loss));
        return new Comparison(split, this.measured, judgedByPeople, measured, unseen);
    }

    /** The same with what was measured on sources that training did not see. */
    public Comparison withUnseen(List<UnseenSource> sources) {
        return new Comparison(split, measured, judgedByPeople, models, sources);
    }

    /** The others. */
    public List<Scorecard> rivals() {
        return models.subList(1, models.size());
    }

    /** The sets that were measured, in the order of the first model, {@link Scorecard#ALL} not among them. */
    public Set<String> sets() {
        Set<String> sets = new LinkedHashSet<>();
        models.forEach(model -> model.measurements().forEach(m -> sets.add(m.set())));
        sets.remove(Scorecard.ALL);
        return sets;
    }

    /** Those of the sets that people judged; all of them in files of older releases, which do not tell. */
    public List<String> setsJudgedByPeople() {
        return sets().stream()
                .filter(set -> judgedByPeople.isEmpty() || judgedByPeople.contains(set))
                .toList();
    }

    /** The categories that were measured, in their usual order. */
    public Set<Category> categories() {
        Set<Category> categories = java.util.EnumSet.noneOf(Category.class);
        models.forEach(model -> model.measurements().forEach(m -> categories.add(m.category())));
        return categories;
    }
}
