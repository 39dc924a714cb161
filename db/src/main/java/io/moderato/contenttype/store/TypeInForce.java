package io.moderato.contenttype.store;

import io.moderato.contenttype.TypeSchema;

/**
 * The schema by which contents of a type are checked now.
 *
 * @param version the version of the schema
 * @param retired whether the type takes nothing new
 */
public record TypeInForce(int version, TypeSchema schema, boolean retired) {}
