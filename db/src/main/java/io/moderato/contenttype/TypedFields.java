package io.moderato.contenttype;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a content and the version of its type's schema that they were checked against.
 *
 * @param version the version of the schema
 * @param json    the fields as they were sent
 */
public record TypedFields(int version, String json) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The fields in those columns of a row; null if there are none. */
    public static @Nullable TypedFields of(@Nullable String json, int version) {
        return json == null ? null : new TypedFields(version, json);
    }

    /** The fields as a tree. */
    public ObjectNode tree() {
        return (ObjectNode) JSON.readTree(json);
    }

    /** Their outline by the schema of that version. */
    public Outline outline(String schema) {
        return Outlining.of(JSON.readTree(schema), tree());
    }

    /** Whether both have the same values; the order in which they were sent and the version of the schema do not matter. */
    public boolean sameValues(TypedFields other) {
        return json.equals(other.json) || tree().equals(other.tree());
    }
}
