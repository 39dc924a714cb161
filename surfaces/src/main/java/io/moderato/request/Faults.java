package io.moderato.request;

import com.fasterxml.jackson.annotation.JsonValue;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Tells the faults of a body in words, with a JSON pointer. In a message, {@code {field}} stands for the field's name. */
final class Faults {
    private static final String FIELD = "{field}";
    private static final int SHOWN_NAME = 50;

    private Faults() {}

    /** The problem of a value with the wrong type. */
    static ProblemException wrongType(String pointer, String wanted, JsonNode given) {
        return ProblemException.invalidField(pointer, "Expected %s, got %s.".formatted(wanted, typeOf(given)));
    }

    /** The problem of a JSON that the mapper refused. The JSON is at that place of the body. */
    static ProblemException of(JacksonException unfit, JsonNode json, String place) {
        JsonNode given = json;
        StringBuilder pointer = new StringBuilder(place);
        String field = "";
        for (JacksonException.Reference step : unfit.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                pointer.append('/').append(step.getIndex());
                given = given.path(step.getIndex());
            } else {
                field = shown(name);
                pointer.append('/').append(JsonPointers.escaped(field));
                given = given.path(name);
            }
        }
        if (unfit instanceof UnrecognizedPropertyException unknown) {
            return new ProblemException(
                    ProblemKey.INVALID_FIELD,
                    "There is no field '%s' here. The fields are %s."
                            .formatted(
                                    field,
                                    unknown.getKnownPropertyIds().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .collect(Collectors.joining(", "))),
                    pointer.toString(),
                    unfit);
        }
        if (unfit instanceof Unfit) {
            return ProblemException.invalidField(pointer.toString(), words(unfit.getOriginalMessage(), field));
        }
        Class<?> wanted = wanted(unfit);
        String type = typeOf(wanted);
        if (!type.equals(typeOf(given))) {
            return wrongType(pointer.toString(), type, given);
        }
        // the type is right, so the fault is the value: of an enum or of a number
        return ProblemException.invalidField(pointer.toString(), words(valueOf(unfit, wanted), field));
    }

    /** The first violation in the order of the record's components, because Bean Validation gives them in no order. */
    static <T> ProblemException first(Set<ConstraintViolation<T>> violations, Class<?> type, String place) {
        ConstraintViolation<T> violation = violations.stream()
                .min(Comparator.comparing(each -> order(each.getPropertyPath(), type), Arrays::compare))
                .orElseThrow();
        StringBuilder pointer = new StringBuilder(place);
        String field = "";
        for (Path.Node step : violation.getPropertyPath()) {
            if (step.getIndex() != null) {
                pointer.append('/').append(step.getIndex());
            }
            if (step.getKind() == ElementKind.PROPERTY) {
                field = step.getName();
                pointer.append('/').append(JsonPointers.escaped(field));
            }
        }
        boolean tooLarge = violation.getConstraintDescriptor().getPayload().contains(TooLarge.class);
        return new ProblemException(
                tooLarge ? ProblemKey.TOO_LARGE : ProblemKey.INVALID_FIELD,
                words(violation.getMessage(), field),
                pointer.toString(),
                null);
    }

    /** The position of each step of the path among the components of its record. */
    private static int[] order(Path path, Class<?> type) {
        List<Integer> order = new ArrayList<>();
        Class<?> holder = type;
        for (Path.Node step : path) {
            Integer index = step.getIndex();
            if (index != null) {
                order.add(index);
            }
            RecordComponent[] components = holder.getRecordComponents();
            for (int i = 0; components != null && i < components.length; i++) {
                if (components[i].getName().equals(step.getName())) {
                    order.add(i);
                    holder = components[i].getType();
                }
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Class<?> wanted(JacksonException unfit) {
        return switch (unfit) {
            case MismatchedInputException mismatch when mismatch.getTargetType() != null -> mismatch.getTargetType();
            case ValueInstantiationException failed -> failed.getType().getRawClass();
            case DatabindException other -> throw other;
            // a number that does not fit into an int is found by the reader, which does not know the type
            default -> Integer.class;
        };
    }

    private static String valueOf(JacksonException unfit, Class<?> wanted) {
        if (unfit.getCause() instanceof IllegalArgumentException wrong) {
            return wrong.getMessage() + ".";
        }
        if (wanted.isEnum()) {
            return "'{field}' is one of %s."
                    .formatted(Arrays.stream(wanted.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", ")));
        }
        return "'{field}' is a whole number of at most %,d.".formatted(Integer.MAX_VALUE);
    }

    private static String typeOf(Class<?> type) {
        if (type == String.class || type == Instant.class || type.isEnum()) {
            return "a text";
        }
        RecordComponent[] components = type.getRecordComponents();
        if (components != null
                && components.length == 1
                && components[0].getAccessor().isAnnotationPresent(JsonValue.class)) {
            return typeOf(components[0].getType());
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type == int.class) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String words(@Nullable String message, String field) {
        return String.valueOf(message).replace(FIELD, field);
    }

    private static String shown(String name) {
        return name.length() > SHOWN_NAME ? name.substring(0, SHOWN_NAME) + "…" : name;
    }
}
