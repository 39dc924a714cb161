package io.moderato.model.store;

import java.time.Instant;

/**
 * A model that scores now.
 *
 * @param name     its name
 * @param version  the hash of its files, as decisions name it
 * @param loadedAt since when an instance runs it
 */
public record ServingModel(String name, String version, Instant loadedAt) {}
