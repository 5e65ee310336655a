package io.cosymesh.ca.attestation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Needs {@code cosymesh.ca.attestation.enabled} to name an attestor.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnAttestorCondition.class)
public @interface ConditionalOnAttestor {

	/**
	 * Returns which one.
	 * @return the attestor
	 */
	AttestorName value();

}
