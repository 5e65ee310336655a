package io.cosymesh.database;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Lets a service keep a database of its own: its address with time limits, threads that
 * may wait for it, and answers for callers when it is away.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(DatabaseConfiguration.class)
public @interface EnableServiceDatabase {

}
