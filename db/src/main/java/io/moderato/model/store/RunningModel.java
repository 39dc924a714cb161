package io.moderato.model.store;

import java.time.Instant;
import java.util.List;

/**
 * The model that an instance of the inference service runs.
 *
 * @param instance   the name of the instance
 * @param version    the hash of the model's files, as decisions name it
 * @param name       the model's name
 * @param card       the model card, in Markdown
 * @param metrics    the model's metrics.json
 * @param categories the categories that it scores
 * @param languages  the languages that it reads, as BCP 47 primary tags; empty if it reads every text
 * @param loadedAt   when the instance loaded it
 * @param seenAt     when the instance last reported it
 */
public record RunningModel(
        String instance,
        String version,
        String name,
        String card,
        String metrics,
        List<String> categories,
        List<String> languages,
        Instant loadedAt,
        Instant seenAt) {}
