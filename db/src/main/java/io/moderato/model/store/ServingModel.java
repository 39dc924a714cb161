package io.moderato.model.store;

import java.time.Instant;

/**
 * A model that scores now.
 *
 * @param name     the model's name
 * @param version  the hash of the model's files, as decisions name it
 * @param loadedAt when an instance last loaded it
 */
public record ServingModel(String name, String version, Instant loadedAt) {}
