package io.moderato.contenttype;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Bounds fields before anything looks at them more closely, and refuses what PostgreSQL cannot store. */
final class Storable {
    private static final int MOST_VALUES = 2000;
    private static final int DEEPEST = 16;
    private static final String UNSTORABLE =
            "This has the character U+0000 or half a character, which cannot be stored. Remove it.";

    private int values;

    private Storable() {}

    /** What is wrong with the fields, if anything is. */
    static Optional<FieldFault> fault(JsonNode fields) {
        return new Storable().fault(fields, "", 1);
    }

    /** Whether no text and no name in it has something that cannot be stored. */
    static boolean isStorable(JsonNode node) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!isStorable(entry.getKey())) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!isStorable(child)) {
                return false;
            }
        }
        return !node.isString() || isStorable(node.stringValue());
    }

    private Optional<FieldFault> fault(JsonNode node, String pointer, int level) {
        if (++values > MOST_VALUES) {
            return of(pointer, "There are more than %,d values up to here. Send fewer.".formatted(MOST_VALUES));
        }
        if (node.isContainer() && level > DEEPEST) {
            return of(pointer, "There are more than %d levels here. Make it flatter.".formatted(DEEPEST));
        }
        if (node.isString() && !isStorable(node.stringValue())) {
            return of(pointer, UNSTORABLE);
        }
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            return of(pointer, "This number is too large.");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!isStorable(entry.getKey())) {
                return of(pointer, UNSTORABLE);
            }
            Optional<FieldFault> within =
                    fault(entry.getValue(), pointer + "/" + Pointers.escaped(entry.getKey()), level + 1);
            if (within.isPresent()) {
                return within;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<FieldFault> within = fault(node.path(i), pointer + "/" + i, level + 1);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    private static Optional<FieldFault> of(String pointer, String words) {
        return Optional.of(new FieldFault(pointer, words));
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }
}
