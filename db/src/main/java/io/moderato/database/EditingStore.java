package io.moderato.database;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.stereotype.Repository;

/**
 * A store of things that people edit, which uses JPA. It exists only in processes where people edit, that is, with Hibernate on the class
 * path. Other processes read what is in force by SQL (decision record 4).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repository
@ConditionalOnClass(name = "org.hibernate.Session")
public @interface EditingStore {}
