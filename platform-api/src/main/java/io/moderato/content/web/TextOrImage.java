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

/** A content that must have an image, or a text that is not blank. */
@Documented
@Constraint(validatedBy = TextOrImage.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface TextOrImage {
    String message() default "The text is empty and there are no images. Send at least one of them.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names the text as the missing field. */
    final class Validator implements ConstraintValidator<TextOrImage, ContentBody> {
        @Override
        public boolean isValid(ContentBody body, ConstraintValidatorContext context) {
            boolean hasText = body.text() != null && !body.text().isBlank();
            boolean hasImage = body.images() != null && !body.images().isEmpty();
            // what a type's fields say is made of them later, and then this is asked again
            if (hasText || hasImage || body.fields() != null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("text")
                    .addConstraintViolation();
            return false;
        }
    }
}
