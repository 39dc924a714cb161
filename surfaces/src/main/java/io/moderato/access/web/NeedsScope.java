package io.moderato.access.web;

import io.moderato.access.store.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a handler method answer only calls whose key has the scope. Other calls are refused before their body is read. Each handler method
 * of a surface needs this annotation or {@link Open}; otherwise the application does not start.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsScope {
    /** The scope. */
    Scope value();
}
