package io.cosymesh.ca.authority;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches when {@code cosymesh.ca.issuer} names this issuer.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
@Conditional(OnIssuer.class)
public @interface ConditionalOnIssuer {

	/**
	 * Returns the issuer to match.
	 * @return the issuer
	 */
	Issuer value();

}
