package io.moderato.model.folder;

import io.moderato.decision.Category;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What people read about a model before they trust it.
 *
 * @param name the same in all its versions
 * @param version short hash of the files that decide what it answers
 * @param categories the ones it scores; others are unknown to it
 * @param languages the ones it reads, as BCP 47 primary tags; empty if nobody declared them
 * @param parameters the number of its weights
 * @param metrics its measurements, as {@code metrics.json} holds them
 * @param card its card, Markdown
 */
public record ModelInfo(
        String name,
        String version,
        List<Category> categories,
        List<String> languages,
        long parameters,
        JsonNode metrics,
        String card) {}
