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
 * Bounds a text or a list by a limit that operators set; the API's description names the same. Say {@link TooLarge} as payload where
 * the caller is told with a status of its own.
 */
@Documented
@Constraint(validatedBy = {TextWithinLimit.class, ListWithinLimit.class})
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(WithinLimit.All.class)
public @interface WithinLimit {
    /** The limit. */
    Limit value();

    /** The validators say it with the limit as it is set. */
    String message() default "";

    /** As Bean Validation wants it. */
    Class<?>[] groups() default {};

    /** As Bean Validation wants it. */
    Class<? extends Payload>[] payload() default {};

    /** Several of them. */
    @Documented
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        /** All of them. */
        WithinLimit[] value();
    }
}
