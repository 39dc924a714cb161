package io.moderato.contenttype;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says in plain words what a schema does not allow, and what it does. */
final class FieldWords {
    private static final int LONGEST_SHOWN = 60;
    private static final int MOST_SHOWN = 20;

    private FieldWords() {}

    /**
     * The fault that the checker found.
     *
     * @param schema the schema by which it was checked, for the names that it knows
     */
    static FieldFault fault(Error error, JsonNode schema) {
        String place = error.getInstanceLocation().toString();
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> at(place, error, "'%s' is missing.".formatted(shown(error.getProperty())));
            case "additionalProperties" -> {
                String known = known(error, schema);
                yield at(
                        place,
                        error,
                        "There is no field '%s' here.%s"
                                .formatted(
                                        shown(error.getProperty()),
                                        known.isEmpty() ? "" : " The fields are " + known + "."));
            }
            case "type" ->
                new FieldFault(place, "Expected %s, got %s.".formatted(types(rule), type(error.getInstanceNode())));
            case "enum" -> new FieldFault(place, "Expected one of %s.".formatted(list(rule)));
            case "const" -> new FieldFault(place, "Expected %s.".formatted(shown(rule)));
            case "minLength" -> new FieldFault(place, "This text has at least %s characters.".formatted(rule));
            case "maxLength" -> new FieldFault(place, "This text has at most %s characters.".formatted(rule));
            case "minimum" -> new FieldFault(place, "The least number here is %s.".formatted(rule));
            case "maximum" -> new FieldFault(place, "The greatest number here is %s.".formatted(rule));
            case "exclusiveMinimum" -> new FieldFault(place, "The number here is greater than %s.".formatted(rule));
            case "exclusiveMaximum" -> new FieldFault(place, "The number here is less than %s.".formatted(rule));
            case "multipleOf" -> new FieldFault(place, "The number here is a multiple of %s.".formatted(rule));
            case "minItems" -> new FieldFault(place, "This list has at least %s entries.".formatted(rule));
            case "maxItems" -> new FieldFault(place, "This list has at most %s entries.".formatted(rule));
            case "uniqueItems" -> new FieldFault(place, "This list has an entry twice.");
            case "pattern" -> new FieldFault(place, "This text does not have the form %s.".formatted(shown(rule)));
            default -> new FieldFault(place, "This " + error.getMessage() + ".");
        };
    }

    private static FieldFault at(String place, Error error, String words) {
        return new FieldFault(place + "/" + Pointers.escaped(shown(error.getProperty())), words);
    }

    /** The names that the schema knows where it found an unknown one. */
    private static String known(Error error, JsonNode schema) {
        String fragment = String.valueOf(error.getSchemaLocation().getFragment());
        JsonNode properties = schema.at(fragment.substring(0, fragment.lastIndexOf('/')) + "/properties");
        return String.join(", ", properties.propertyNames());
    }

    private static String types(JsonNode rule) {
        if (!rule.isArray()) {
            return typeWords(rule.asString(""));
        }
        List<String> words = new ArrayList<>();
        rule.forEach(each -> words.add(typeWords(each.asString(""))));
        return String.join(" or ", words);
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "null";
        };
    }

    private static String typeWords(String type) {
        return switch (type) {
            case "string" -> "a text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> type;
        };
    }

    private static String list(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(shown(value)));
        return texts.size() <= MOST_SHOWN
                ? String.join(", ", texts)
                : String.join(", ", texts.subList(0, MOST_SHOWN)) + " and " + (texts.size() - MOST_SHOWN) + " more";
    }

    private static String shown(JsonNode value) {
        return shown(value.isString() ? value.stringValue() : value.toString());
    }

    private static String shown(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }
}
