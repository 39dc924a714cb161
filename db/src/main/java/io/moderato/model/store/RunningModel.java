package io.moderato.model.store;

import java.time.Instant;
import java.util.List;

/**
 * The model that an instance of the inference service runs.
 *
 * @param instance   which instance
 * @param version    the hash of the model's files, as decisions name it
 * @param name       the model's name
 * @param card       its model card, Markdown
 * @param metrics    its metrics.json
 * @param categories what it scores
 * @param languages  the languages that it reads, as BCP 47 primary tags; empty if it reads whatever comes
 * @param loadedAt   since when it runs
 * @param seenAt     when the instance last said so
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
