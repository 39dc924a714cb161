package io.moderato.content.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bounds metadata in size, depth and keys, and refuses in them what PostgreSQL cannot store. Absent ones are fine. */
@Documented
@Constraint(validatedBy = WithinMetadataLimits.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface WithinMetadataLimits {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Tells what is wrong. */
    final class Validator implements ConstraintValidator<WithinMetadataLimits, ObjectNode> {
        /** What a key at the top may be: it stands in addresses when it is searched for. */
        static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,50}");

        private static final int MOST_BYTES = 8192;
        private static final int MOST_KEYS = 50;
        private static final int DEEPEST = 5;

        @Override
        public boolean isValid(@Nullable ObjectNode metadata, ConstraintValidatorContext context) {
            if (metadata == null) {
                return true;
            }
            Optional<String> fault = fault(metadata);
            context.disableDefaultConstraintViolation();
            fault.ifPresent(message ->
                    context.buildConstraintViolationWithTemplate(message).addConstraintViolation());
            return fault.isEmpty();
        }

        private static Optional<String> fault(ObjectNode metadata) {
            if (metadata.size() > MOST_KEYS) {
                return Optional.of("'{field}' has %,d keys; at most %d fit.".formatted(metadata.size(), MOST_KEYS));
            }
            for (String key : metadata.propertyNames()) {
                if (!KEY.matcher(key).matches()) {
                    return Optional.of(
                            "A key of '{field}' has 1 to 50 letters, digits, '_' and '-'. Another one has something else.");
                }
            }
            // first, so that nothing below has much to look at
            if (metadata.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                return Optional.of("'{field}' has more than %,d bytes in UTF-8. Note less.".formatted(MOST_BYTES));
            }
            return faultWithin(metadata, 1);
        }

        private static Optional<String> faultWithin(JsonNode node, int level) {
            if (node.isContainer() && level > DEEPEST) {
                return Optional.of("'{field}' has more than %d levels. Make it flatter.".formatted(DEEPEST));
            }
            if (node.isString() && !isStorable(node.stringValue())) {
                return Optional.of(
                        "A text in '{field}' has the character U+0000 or half a character, which cannot be stored. Remove it.");
            }
            if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
                return Optional.of("A number in '{field}' is too large. Send it as a text.");
            }
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (!isStorable(entry.getKey())) {
                    return Optional.of(
                            "A key in '{field}' has the character U+0000 or half a character, which cannot be stored. Remove it.");
                }
            }
            for (JsonNode child : node) {
                Optional<String> fault = faultWithin(child, level + 1);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }

        private static boolean isStorable(String text) {
            return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
        }
    }
}
