package io.moderato.admin;

import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the {@code int} parameter of a handler method that takes the version of which the caller read the ETag. A call without {@code
 * If-Match} is refused with 428, one with another ETag than the present one with 412.
 */
@Documented
@Parameter(
        in = ParameterIn.HEADER,
        name = "If-Match",
        required = true,
        description = "The ETag of what you read and now change.",
        schema = @Schema(type = "string", example = "\"3\""))
@Refuses(value = ProblemKey.VERSION_NOT_NAMED, when = "If-Match is missing.")
@Refuses(value = ProblemKey.INVALID_FIELD, when = "If-Match is not one ETag.")
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface IfMatch {}
