package io.moderato.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A text of one line that is not blank. The value may be absent. */
@Documented
@Constraint(validatedBy = Line.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Line {
    /** The most characters. */
    int max();

    /** The message about line breaks and control characters. */
    String message() default "'{field}' has line breaks or control characters. Send it without them.";

    /** Required by Bean Validation. */
    Class<?>[] groups() default {};

    /** Required by Bean Validation. */
    Class<? extends Payload>[] payload() default {};

    /** Checks the length, then the characters. */
    final class Validator implements ConstraintValidator<Line, String> {
        private int max;

        @Override
        public void initialize(Line line) {
            max = line.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            if (text == null) {
                return true;
            }
            if (text.isBlank() || text.length() > max) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(
                                "'{field}' has 1 to %,d characters and is not blank.".formatted(max))
                        .addConstraintViolation();
                return false;
            }
            return text.chars().noneMatch(Character::isISOControl);
        }
    }
}
