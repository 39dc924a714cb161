package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models that were measured side by side on the same rows: {@code metrics.json}.
 *
 * @param split the part of the data on which the models were measured
 * @param measured the time of the measurement
 * @param judgedByPeople the sets in which people labelled the harm; the other sets have labels by machines or rules
 * @param subject the state of the first model's folder at that time; absent if the file does not belong to a folder
 * @param models first the model that the file is about, then its rivals
 * @param unseen the results of the first model's recipe on sources that training did not see; empty if nobody measured them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
        String split,
        Instant measured,
        List<String> judgedByPeople,
        @Nullable Subject subject,
        List<Scorecard> models,
        List<UnseenSource> unseen) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The model folder that was measured.
     *
     * @param version the version that the model had at that time
     * @param dataVersion the version of the data that it was measured on
     * @param rejectedElsewhere the rate of harmless texts that such limits reject on data other than the data by which the limits were
     *     chosen
     */
    public record Subject(String version, String dataVersion, Rate rejectedElsewhere) {
        /** Checks that nothing is missing. */
        public Subject {
            Present.value(version, "version");
            Present.value(dataVersion, "dataVersion");
            Present.value(rejectedElsewhere, "rejectedElsewhere");
        }
    }

    /** Copies the lists and checks that there is at least one model. */
    public Comparison {
        Present.value(split, "split");
        Present.value(measured, "measured");
        judgedByPeople = Present.list(judgedByPeople, "judgedByPeople");
        models = Present.list(models, "models");
        unseen = Present.list(unseen, "unseen");
        if (models.isEmpty()) {
            throw new IllegalArgumentException("A comparison needs a model");
        }
    }

    /**
     * Reads {@code metrics.json}.
     *
     * @throws IllegalArgumentException if the JSON is not a comparison
     */
    public static Comparison of(JsonNode json) {
        if (!json.has("models")) {
            throw new IllegalArgumentException("Not a comparison of models: 'models' is not there");
        }
        try {
            return JSON.treeToValue(json, Comparison.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a comparison of models: " + e.getOriginalMessage(), e);
        }
    }

    /** The model that the comparison is about. */
    public Scorecard model() {
        return models.getFirst();
    }

    /** The same comparison with the loss of the first model by its int8 export. */
    public Comparison withInt8Loss(Map<String, Double> int8Loss) {
        List<Scorecard> measured = new ArrayList<>(models);
        measured.set(0, model().withInt8Loss(int8Loss));
        return new Comparison(split, this.measured, judgedByPeople, subject, measured, unseen);
    }

    /** The same comparison with the results on sources that training did not see. */
    public Comparison withUnseen(List<UnseenSource> sources) {
        return new Comparison(split, measured, judgedByPeople, subject, models, sources);
    }

    /** The same comparison for that folder of the first model. */
    public Comparison about(Subject folder) {
        return new Comparison(split, measured, judgedByPeople, folder, models, unseen);
    }

    /** The other models, beside which the first one is measured. */
    public List<Scorecard> rivals() {
        return models.subList(1, models.size());
    }

    /** The sets that were measured, in the order of the first model, without {@link Scorecard#ALL}. */
    public Set<String> sets() {
        Set<String> sets = new LinkedHashSet<>();
        models.forEach(model -> model.measurements().forEach(m -> sets.add(m.set())));
        sets.remove(Scorecard.ALL);
        return sets;
    }

    /** The measured sets that people judged. */
    public List<String> setsJudgedByPeople() {
        return sets().stream().filter(judgedByPeople::contains).toList();
    }

    /** The categories that were measured, in their usual order. */
    public Set<Category> categories() {
        Set<Category> categories = EnumSet.noneOf(Category.class);
        models.forEach(model -> model.measurements().forEach(m -> categories.add(m.category())));
        return categories;
    }
}
