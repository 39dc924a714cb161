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
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A language tag of BCP 47. The value may be absent. */
@Documented
@Constraint(validatedBy = LanguageTag.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface LanguageTag {
    String message() default "'{field}' is not a BCP 47 tag such as en, de-AT or zh-Hant.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks the syntax. */
    final class Validator implements ConstraintValidator<LanguageTag, String> {
        @Override
        public boolean isValid(@Nullable String tag, ConstraintValidatorContext context) {
            if (tag != null) {
                try {
                    new Locale.Builder().setLanguageTag(tag);
                } catch (IllformedLocaleException wrong) {
                    return false;
                }
            }
            return true;
        }
    }
}
