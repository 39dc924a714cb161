package io.moderato.request;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.moderato.problem.ProblemException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Makes records from JSON objects and checks their constraints. Everything that does not fit is refused with its pointer: an unknown field,
 * a wrong type, a text that PostgreSQL cannot store, a broken constraint. Values are never converted from one type to another; {@code null}
 * is the same as an absent field. Only unknown fields can be ignored, if a handler method says so.
 */
@Component
public class BodyBinder {
    // a separate mapper, so that the settings of other modules cannot make this one less strict
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(config -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    config.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .changeDefaultNullHandling(_ -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .addModule(new SimpleModule("strict")
                    .addDeserializer(String.class, new TextDeserializer())
                    .addDeserializer(Instant.class, new TimeDeserializer()))
            .build();

    private static final JsonMapper TOLERANT = STRICT.rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Validator validator;

    BodyBinder(Validator validator) {
        this.validator = validator;
    }

    /**
     * The record from the JSON, checked. Unknown fields are refused.
     *
     * @param place the JSON pointer to its place in the body; empty for the body itself
     * @throws ProblemException INVALID_FIELD or TOO_LARGE with the pointer of the first fault
     */
    public <T> T bind(JsonNode json, Class<T> type, String place) {
        return bind(json, type, place, UnknownFields.REFUSED);
    }

    /** The record from the JSON, checked, with a choice for unknown fields. */
    <T> T bind(JsonNode json, Class<T> type, String place, UnknownFields unknown) {
        if (!json.isObject()) {
            throw Faults.wrongType(place, "an object", json);
        }
        try {
            T body = (unknown == UnknownFields.REFUSED ? STRICT : TOLERANT).treeToValue(json, type);
            return checked(body, place);
        } catch (JacksonException unfit) {
            throw Faults.of(unfit, json, place);
        }
    }

    /**
     * The same record, if its constraints hold.
     *
     * @throws ProblemException INVALID_FIELD or TOO_LARGE with the pointer of the first fault
     */
    public <T> T checked(T body, String place) {
        Set<ConstraintViolation<T>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw Faults.first(violations, body.getClass(), place);
        }
        return body;
    }
}
