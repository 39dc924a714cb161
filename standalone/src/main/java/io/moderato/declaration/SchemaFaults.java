package io.moderato.declaration;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Says in plain words what the schema does not allow, and in which line. */
final class SchemaFaults {
    private final JsonNode schema;
    private final YamlTree tree;

    SchemaFaults(JsonNode schema, YamlTree tree) {
        this.schema = schema;
        this.tree = tree;
    }

    String inWords(Error error) {
        String place = error.getInstanceLocation().toString();
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                tree.at(
                        place + "/" + YamlTree.escaped(String.valueOf(error.getProperty())),
                        "there is no '%s' here; known are %s"
                                .formatted(error.getProperty(), String.join(", ", knownBeside(error))));
            case "propertyNames" -> name(error, place);
            case "required" -> tree.at(place, "'%s' is missing".formatted(error.getProperty()));
            case "type" -> tree.at(place, type(error));
            case "enum" -> tree.at(place, "%s is none of %s".formatted(shown(error), list(error.getSchemaNode())));
            case "const" ->
                tree.at(
                        place,
                        "%s is not %s"
                                .formatted(shown(error), error.getSchemaNode().asString()));
            case "not" -> tree.at(place, "'terms' and 'termsFile' exclude one another");
            case "pattern" ->
                tree.at(
                        place,
                        "%s does not have the form %s"
                                .formatted(shown(error), error.getSchemaNode().asString()));
            default -> tree.at(place, error.getMessage());
        };
    }

    private String name(Error error, String place) {
        String name = String.valueOf(error.getArguments()[0]);
        JsonNode rule = error.getSchemaNode();
        if (rule.has("$ref")) {
            rule = schema.at(rule.path("$ref").asString().substring(1));
        }
        return tree.at(
                place + "/" + YamlTree.escaped(name),
                rule.has("enum")
                        ? "there is no '%s' here; known are %s".formatted(name, list(rule.path("enum")))
                        : "'%s' cannot be a name here; it has to match %s"
                                .formatted(name, rule.path("pattern").asString()));
    }

    private static String type(Error error) {
        String wanted = error.getSchemaNode().asString();
        JsonNode given = error.getInstanceNode();
        String fault = "expected %s, got %s".formatted(name(wanted), name(typeOf(given)));
        return wanted.equals("string") && given.isValueNode() && !given.isNull()
                ? fault + "; put it into quotes"
                : fault;
    }

    private static String shown(Error error) {
        JsonNode given = error.getInstanceNode();
        return given.isValueNode() ? "'" + given.asString() + "'" : name(typeOf(given));
    }

    private static String typeOf(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String name(String type) {
        return switch (type) {
            case "string" -> "a text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "names with values";
            case "null" -> "nothing";
            default -> type;
        };
    }

    private static String list(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asString()));
        return String.join(", ", texts);
    }

    /** The names that the schema knows where it found an unknown one. */
    private List<String> knownBeside(Error error) {
        String fragment = String.valueOf(error.getSchemaLocation().getFragment());
        JsonNode properties = schema.at(fragment.substring(0, fragment.lastIndexOf('/')) + "/properties");
        return properties.propertyNames().stream().toList();
    }
}
