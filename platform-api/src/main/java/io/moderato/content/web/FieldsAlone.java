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

/** A content that has either fields or text, images and an author, because text and images of one with fields follow from them. */
@Documented
@Constraint(validatedBy = FieldsAlone.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface FieldsAlone {
    String message() default
            "Send either 'fields' or 'text' and 'images', not both: of a content with fields, text and images are made of them.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names the field that is too much or missing. */
    final class Validator implements ConstraintValidator<FieldsAlone, ContentBody> {
        @Override
        public boolean isValid(ContentBody body, ConstraintValidatorContext context) {
            if (body.fields() == null) {
                return body.author() != null || tell(context, "'{field}' is missing.", "author");
            }
            return (body.text() == null && body.images() == null)
                    || tell(context, context.getDefaultConstraintMessageTemplate(), "fields");
        }

        private static boolean tell(ConstraintValidatorContext context, String message, String field) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode(field)
                    .addConstraintViolation();
            return false;
        }
    }
}
