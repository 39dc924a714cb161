package io.moderato.openai.web;

import io.moderato.content.web.Limit;
import io.moderato.content.web.WithinLimit;
import io.moderato.openai.web.VendorFault.Code;
import io.moderato.problem.ProblemException;
import io.moderato.request.BodyBinder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the input of a request, and tells its faults in the vendor's words. */
@Component
class Input {
    private static final String PLACE = VendorFault.INPUT;

    private final BodyBinder binder;

    Input(BodyBinder binder) {
        this.binder = binder;
    }

    private record Batch(@WithinLimit(Limit.BATCH) List<JsonNode> texts) {}

    /**
     * The items to score, one for each result.
     *
     * @throws ProblemException INVALID_FIELD with a {@link VendorFault}
     */
    List<Item> items(@Nullable JsonNode input) {
        if (input == null || input.isNull()) {
            throw invalid(Code.MISSING_REQUIRED_PARAMETER, "Missing required parameter: 'input'.");
        }
        if (input.isString()) {
            return List.of(withinLimits(new Item(text(input, PLACE), List.of()), PLACE));
        }
        if (!input.isArray()) {
            throw wrongType(PLACE, "a string or an array", input);
        }
        if (input.isEmpty()) {
            throw invalid(
                    Code.EMPTY_ARRAY,
                    "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty array instead.");
        }
        List<JsonNode> elements = input.values().stream().toList();
        return switch (elements.getFirst().getNodeType()) {
            case STRING -> texts(elements);
            case OBJECT -> List.of(withinLimits(whole(elements), PLACE));
            default -> throw wrongType(place(0), "a string or an object", elements.getFirst());
        };
    }

    private List<Item> texts(List<JsonNode> elements) {
        check(new Batch(elements), PLACE);
        List<Item> items = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            items.add(withinLimits(new Item(text(elements.get(i), place(i)), List.of()), place(i)));
        }
        return items;
    }

    private static Item whole(List<JsonNode> parts) {
        List<String> texts = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            if (!part.isObject()) {
                throw wrongType(place(i), "an object", part);
            }
            switch (text(part, "type", place(i))) {
                case "text" -> texts.add(text(part, "text", place(i)));
                case "image_url" ->
                    images.add(text(object(part, "image_url", place(i)), "url", place(i) + ".image_url"));
                default ->
                    throw invalid(
                            Code.INVALID_VALUE,
                            "Invalid value for '%s.type'. Supported values are: 'text' and 'image_url'."
                                    .formatted(place(i)));
            }
        }
        return new Item(String.join("\n", texts), images);
    }

    private static JsonNode object(JsonNode holder, String field, String place) {
        JsonNode value = required(holder, field, place);
        if (!value.isObject()) {
            throw wrongType(place + "." + field, "an object", value);
        }
        return value;
    }

    private static String text(JsonNode holder, String field, String place) {
        return text(required(holder, field, place), place + "." + field);
    }

    private static JsonNode required(JsonNode holder, String field, String place) {
        JsonNode value = holder.get(field);
        if (value == null || value.isNull()) {
            throw invalid(
                    Code.MISSING_REQUIRED_PARAMETER, "Missing required parameter: '%s.%s'.".formatted(place, field));
        }
        return value;
    }

    private static String text(JsonNode value, String place) {
        if (!value.isString()) {
            throw wrongType(place, "a string", value);
        }
        String text = value.stringValue();
        if (text.isEmpty()) {
            throw invalid(
                    Code.EMPTY_STRING,
                    "Invalid '%s': empty string. Expected a string with minimum length 1, but got an empty string instead."
                            .formatted(place));
        }
        return text;
    }

    private Item withinLimits(Item item, String place) {
        check(item, place);
        return item;
    }

    private void check(Record checked, String place) {
        try {
            binder.checked(checked, "");
        } catch (ProblemException tooMuch) {
            throw invalid(code(tooMuch.pointer()), "Invalid '%s': %s".formatted(place, tooMuch.getMessage()));
        }
    }

    private static Code code(@Nullable String pointer) {
        if (pointer != null && pointer.startsWith("/images")) {
            return Code.INVALID_IMAGE_URL;
        }
        return "/text".equals(pointer) ? Code.STRING_ABOVE_MAX_LENGTH : Code.ARRAY_ABOVE_MAX_LENGTH;
    }

    private static String place(int index) {
        return "%s[%d]".formatted(PLACE, index);
    }

    private static ProblemException wrongType(String place, String expected, JsonNode value) {
        return invalid(
                Code.INVALID_TYPE,
                "Invalid type for '%s': expected %s, but got %s instead."
                        .formatted(place, expected, JsonTypes.words(value)));
    }

    private static ProblemException invalid(Code code, String message) {
        return VendorFault.invalid(PLACE, code, message);
    }
}
