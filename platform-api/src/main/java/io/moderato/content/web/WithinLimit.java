package io.moderato.content.web;

import io.moderato.request.TooLarge;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds a text or a list by a limit that operators set. The API's description names the same limit. With the payload {@link TooLarge}, a
 * violation is answered with a status of its own.
 */
@Documented
@Constraint(validatedBy = {TextWithinLimit.class, ListWithinLimit.class})
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(WithinLimit.All.class)
public @interface WithinLimit {
    /** The limit. */
    Limit value();

    /** Not used: the validators make the message with the configured limit. */
    String message() default "";

    /** Required by Bean Validation. */
    Class<?>[] groups() default {};

    /** Required by Bean Validation. */
    Class<? extends Payload>[] payload() default {};

    /** Holds several annotations. */
    @Documented
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        /** All annotations. */
        WithinLimit[] value();
    }
}
