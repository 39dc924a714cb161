package io.moderato.request;

import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a handler method that takes the request's body: a record that is read strictly and checked by its constraints. A
 * field that does not fit is refused with its JSON pointer; see {@link BodyBinder}.
 */
@Documented
@RequestBody(required = true)
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Body {
    /** How fields that the record does not have are handled. */
    UnknownFields unknownFields() default UnknownFields.REFUSED;
}
