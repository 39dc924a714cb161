package io.moderato.openai.web;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The vendor's names of the JSON types. */
final class JsonTypes {
    private JsonTypes() {}

    /** The value's type with its article. */
    static String words(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a decimal";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
