package io.moderato.problem.web;

import io.moderato.problem.ProblemKey;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says, for the API's description, when a handler method refuses a call. The refusals that all handlers share need not be named. On an
 * annotation of parameters it says so for each method that has such a parameter.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Refuses.All.class)
public @interface Refuses {
    /** The problem that the caller gets. */
    ProblemKey value();

    /** The condition, as a sentence. */
    String when();

    /** Holds several annotations. */
    @Documented
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        /** All annotations. */
        Refuses[] value();
    }
}
