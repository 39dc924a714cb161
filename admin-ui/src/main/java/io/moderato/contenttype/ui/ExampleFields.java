package io.moderato.contenttype.ui;

import io.moderato.contenttype.TypeSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes an example of a type's fields for the preview, from what its schema suggests. It may not fit every schema; people change it. */
final class ExampleFields {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String IMAGE = "https://example.org/photo.jpg";
    private static final String ADDRESS = "https://example.org/shop";

    private final JsonNode root;

    private ExampleFields(JsonNode root) {
        this.root = root;
    }

    static ObjectNode of(TypeSchema schema) {
        JsonNode root = TypeSchema.tree(schema.json());
        return new ExampleFields(root).object(root);
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").forEachEntry((name, property) -> object.set(name, value(name, property)));
        return object;
    }

    private JsonNode value(String name, JsonNode property) {
        JsonNode schema =
                property.has("$ref") ? root.at(property.path("$ref").asString().substring(1)) : property;
        for (String suggested : new String[] {"examples", "enum"}) {
            if (!schema.path(suggested).path(0).isMissingNode()) {
                return schema.path(suggested).path(0);
            }
        }
        for (String suggested : new String[] {"const", "default"}) {
            if (schema.has(suggested)) {
                return schema.path(suggested);
            }
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asString("") : type.asString("")) {
            case "object" -> object(schema);
            case "array" -> NODES.arrayNode().add(value(name, schema.path("items")));
            case "number", "integer" ->
                schema.path("minimum").isNumber() ? schema.path("minimum") : NODES.numberNode(1);
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.stringNode(text(name, schema));
        };
    }

    private static String text(String name, JsonNode schema) {
        return switch (schema.path("x-moderato").asString("")) {
            case "image" -> IMAGE;
            case "address" -> ADDRESS;
            case "author" -> "user-17";
            default -> "An example of " + schema.path("title").asString(name);
        };
    }
}
