package io.moderato.model.folder;

import io.moderato.decision.Category;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The facts about a model that people read before they trust it.
 *
 * @param name the name, the same in all versions of the model
 * @param version a short hash of the files that decide what the model answers
 * @param categories the categories that the model scores; it says nothing about others
 * @param languages the languages that the model reads, as BCP 47 primary tags; empty if nobody declared them
 * @param parameters the number of the model's weights
 * @param metrics the measurements of the model, as in {@code metrics.json}
 * @param card the model's card, in Markdown
 */
public record ModelInfo(
        String name,
        String version,
        List<Category> categories,
        List<String> languages,
        long parameters,
        JsonNode metrics,
        String card) {}
