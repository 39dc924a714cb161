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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An http or https address. The value may be absent. */
@Documented
@Constraint(validatedBy = WebAddress.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface WebAddress {
    String message() default Addresses.NOT_WEB;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks the address. */
    final class Validator implements ConstraintValidator<WebAddress, String> {
        @Override
        public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
            if (address == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            Optional<String> fault = Addresses.fault(address, context.getDefaultConstraintMessageTemplate());
            fault.ifPresent(message ->
                    context.buildConstraintViolationWithTemplate(message).addConstraintViolation());
            return fault.isEmpty();
        }
    }
}
