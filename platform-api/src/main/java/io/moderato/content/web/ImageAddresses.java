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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list of images. Each must be an http, https or {@code data:image/} address. */
@Documented
@Constraint(validatedBy = ImageAddresses.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ImageAddresses {
    /** The message about another address. */
    String message() default
            "This is not an http, https or data:image/ address. Percent-encode spaces and other special characters.";

    /** Required by Bean Validation. */
    Class<?>[] groups() default {};

    /** Required by Bean Validation. */
    Class<? extends Payload>[] payload() default {};

    /** Tells the first image with a fault, with its place. */
    final class Validator implements ConstraintValidator<ImageAddresses, List<String>> {
        @Override
        public boolean isValid(@Nullable List<String> images, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            for (int i = 0; images != null && i < images.size(); i++) {
                String image = images.get(i);
                Optional<String> fault = Addresses.isInline(image)
                        ? Optional.empty()
                        : Addresses.fault(image, context.getDefaultConstraintMessageTemplate());
                if (fault.isPresent()) {
                    return EntryFault.tell(context, i, fault.get());
                }
            }
            return true;
        }
    }
}
