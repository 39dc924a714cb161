package io.moderato.request;

import io.moderato.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object of a request, read field by field. Whatever does not fit is refused with the field's pointer: a wrong type, a missing
 * field, text that PostgreSQL cannot store. {@code null} is the same as an absent field.
 */
public final class JsonObject {
    private final ObjectNode node;
    private final String pointer;

    JsonObject(ObjectNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    /**
     * Does nothing if the object has only those fields.
     *
     * @throws io.moderato.problem.ProblemException INVALID_FIELD naming the unknown field and the known ones
     */
    public JsonObject only(Set<String> known) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                String shown = name.length() > 50 ? name.substring(0, 50) + "…" : name;
                throw ProblemException.invalidField(
                        pointer(shown),
                        "There is no field '%s' here. Known are %s."
                                .formatted(shown, String.join(", ", new TreeSet<>(known))));
            }
        }
        return this;
    }

    /** The JSON pointer of a field of this object. */
    public String pointer(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return value(field) != null;
    }

    /** The text of a field that has to be there. */
    public String text(String field) {
        return required(field, textOrNull(field));
    }

    /** The text of a field, or null if it is absent. */
    public @Nullable String textOrNull(String field) {
        JsonNode value = value(field);
        return value == null ? null : text(pointer(field), value);
    }

    /** A text of one line with 1 to {@code max} characters. */
    public String line(String field, int max) {
        return required(field, lineOrNull(field, max));
    }

    /** A text of one line with 1 to {@code max} characters, or null if the field is absent. */
    public @Nullable String lineOrNull(String field, int max) {
        String text = textOrNull(field);
        if (text == null) {
            return null;
        }
        if (text.isBlank() || text.length() > max) {
            throw ProblemException.invalidField(
                    pointer(field), "'%s' has 1 to %,d characters and is not blank.".formatted(field, max));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalidField(
                    pointer(field), "'%s' has line breaks or control characters. Send it without.".formatted(field));
        }
        return text;
    }

    /** The texts of an array, empty if the field is absent. */
    public List<String> texts(String field, int max) {
        JsonNode value = value(field);
        if (value == null) {
            return List.of();
        }
        JsonNode array = array(field, value);
        if (array.size() > max) {
            throw ProblemException.invalidField(
                    pointer(field), "'%s' has %,d entries; at most %,d fit.".formatted(field, array.size(), max));
        }
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            texts.add(text(pointer(field) + "/" + i, array.get(i)));
        }
        return texts;
    }

    /** True or false, or the default if the field is absent. */
    public boolean flag(String field, boolean otherwise) {
        JsonNode value = value(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrongType(pointer(field), "true or false", value);
        }
        return value.booleanValue();
    }

    /** A whole number within the bounds, or null if the field is absent. */
    public @Nullable Integer numberOrNull(String field, int least, int most) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrongType(pointer(field), "a number", value);
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw ProblemException.invalidField(
                    pointer(field), "'%s' is a whole number from %,d to %,d.".formatted(field, least, most));
        }
        return value.intValue();
    }

    /** What a text stands for, or null if the field is absent; the parser's own message tells what it takes. */
    public <T> @Nullable T parsedOrNull(String field, Function<String, T> parser) {
        String text = textOrNull(field);
        return text == null ? null : parsed(pointer(field), text, parser);
    }

    /** What a text stands for. */
    public <T> T parsed(String field, Function<String, T> parser) {
        return parsed(pointer(field), text(field), parser);
    }

    /** What a text at that place stands for. */
    public static <T> T parsed(String pointer, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalidField(pointer, wrong.getMessage() + ".");
        }
    }

    /** The object in a field, or null if it is absent. */
    public @Nullable JsonObject objectOrNull(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            throw wrongType(pointer(field), "an object", value);
        }
        return new JsonObject(object, pointer(field));
    }

    /** The object in a field that has to be there. */
    public JsonObject object(String field) {
        return required(field, objectOrNull(field));
    }

    /** The number of entries of an array that has to be there. */
    public int size(String field) {
        return array(field, required(field, value(field))).size();
    }

    /** The object at that place of an array that has to be there. */
    public JsonObject at(String field, int index) {
        JsonNode entry = array(field, required(field, value(field))).get(index);
        String place = pointer(field) + "/" + index;
        if (!(entry instanceof ObjectNode object)) {
            throw wrongType(place, "an object", entry);
        }
        return new JsonObject(object, place);
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw ProblemException.invalidField(pointer(field), "'%s' is missing.".formatted(field));
        }
        return value;
    }

    private JsonNode array(String field, JsonNode value) {
        if (!value.isArray()) {
            throw wrongType(pointer(field), "an array", value);
        }
        return value;
    }

    private static String text(String pointer, JsonNode value) {
        if (!value.isString()) {
            throw wrongType(pointer, "a text", value);
        }
        String text = value.stringValue();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw ProblemException.invalidField(
                        pointer, "The character U+0000 at position %,d cannot be stored. Remove it.".formatted(i));
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    throw ProblemException.invalidField(
                            pointer,
                            "Position %,d holds half a character: the lone surrogate U+%04X. Send whole characters."
                                    .formatted(i, (int) c));
                }
            }
        }
        return text;
    }

    private static ProblemException wrongType(String pointer, String expected, JsonNode value) {
        String given = value.isNull()
                ? "null"
                : switch (value.getNodeType()) {
                    case STRING -> "a text";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "true or false";
                    case ARRAY -> "an array";
                    case OBJECT -> "an object";
                    default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
                };
        return ProblemException.invalidField(pointer, "Expected %s, got %s.".formatted(expected, given));
    }
}
