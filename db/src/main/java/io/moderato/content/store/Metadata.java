package io.moderato.content.store;

import io.moderato.database.Columns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a platform notes about a content for itself. No stage and no moderator judges by it.
 *
 * @param json       all of it
 * @param searchable the values at its top that can be searched for, as text: numbers, true and false, and texts that are not long
 */
public record Metadata(String json, Map<String, String> searchable) {
    /** How many characters a text has at most that can be searched for. */
    public static final int LONGEST_VALUE = 200;

    /** Copies the map. */
    public Metadata {
        searchable = Map.copyOf(searchable);
    }

    /** The metadata that the JSON says. */
    public static Metadata of(ObjectNode json) {
        Map<String, String> searchable = new TreeMap<>();
        json.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                String value = entry.getValue().asString();
                if (value.length() <= LONGEST_VALUE) {
                    searchable.put(entry.getKey(), value);
                }
            }
        });
        return new Metadata(json.toString(), searchable);
    }

    /** Whether nothing is noted. */
    boolean isEmpty() {
        return json.equals("{}");
    }

    /** What is noted at the top, in order, for people to read. */
    static Map<String, String> lines(String json) {
        Map<String, String> lines = new LinkedHashMap<>();
        Columns.fromJson(json, JsonNode.class)
                .properties()
                .forEach(entry -> lines.put(
                        entry.getKey(),
                        entry.getValue().isString()
                                ? entry.getValue().stringValue()
                                : entry.getValue().toString()));
        return lines;
    }
}
