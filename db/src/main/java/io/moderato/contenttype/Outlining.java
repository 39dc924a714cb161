package io.moderato.contenttype;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lays out fields along their schema. Both are bounded, and a schema's references never lead back to themselves. */
final class Outlining {
    private final JsonNode root;
    private final List<Field> fields = new ArrayList<>();

    private Outlining(JsonNode root) {
        this.root = root;
    }

    /** The outline of fields that fit the schema. */
    static Outline of(JsonNode schema, JsonNode fields) {
        Outlining outlining = new Outlining(schema);
        outlining.object(schema, fields, "", "");
        return new Outline(outlining.fields);
    }

    private void object(JsonNode schema, JsonNode value, String pointer, String title) {
        JsonNode known = keyword(schema, "properties");
        known.propertyNames().forEach(name -> {
            if (value.has(name)) {
                JsonNode property = known.path(name);
                value(property, value.path(name), below(pointer, name), within(title, titleOf(property, name)));
            }
        });
        value.forEachEntry((name, other) -> {
            if (!known.has(name)) {
                leaf(null, other, below(pointer, name), within(title, name));
            }
        });
    }

    private void value(JsonNode schema, JsonNode value, String pointer, String title) {
        if (value.isObject() && keyword(schema, "properties").isObject()) {
            object(schema, value, pointer, title);
        } else if (value.isArray() && keyword(schema, "items").isObject()) {
            JsonNode items = keyword(schema, "items");
            for (int i = 0; i < value.size(); i++) {
                value(items, value.path(i), pointer + "/" + i, value.size() == 1 ? title : title + " " + (i + 1));
            }
        } else {
            leaf(Mark.ofKey(keyword(schema, Mark.KEYWORD).asString("")).orElse(null), value, pointer, title);
        }
    }

    private void leaf(@Nullable Mark mark, JsonNode value, String pointer, String title) {
        if (value.isString()) {
            fields.add(new Field(pointer, title, mark, value.stringValue()));
        } else if (!value.isNull()) {
            fields.add(new Field(pointer, title, null, value.toString()));
        }
    }

    /** The value of a keyword in the schema, or in what the schema refers to. */
    private JsonNode keyword(JsonNode schema, String keyword) {
        JsonNode there = schema;
        while (!there.has(keyword) && there.has("$ref")) {
            there = root.at(there.path("$ref").asString().substring(1));
        }
        return there.path(keyword);
    }

    private String titleOf(JsonNode schema, String name) {
        String title = keyword(schema, "title").asString("");
        return title.isBlank() ? name : title;
    }

    private static String within(String outer, String inner) {
        return outer.isEmpty() ? inner : outer + " · " + inner;
    }

    private static String below(String pointer, String name) {
        return pointer + "/" + Pointers.escaped(name);
    }
}
