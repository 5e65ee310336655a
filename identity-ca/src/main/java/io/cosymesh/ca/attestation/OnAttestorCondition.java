package io.cosymesh.ca.attestation;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Looks the attestor up in the settings.
 */
final class OnAttestorCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		AttestorName wanted = metadata.getAnnotations()
			.get(ConditionalOnAttestor.class)
			.getEnum("value", AttestorName.class);
		boolean enabled = Binder.get(context.getEnvironment())
			.bindOrCreate(AttestationSettings.PREFIX, AttestationSettings.class)
			.enabled()
			.contains(wanted);
		return new ConditionOutcome(enabled, ConditionMessage.forCondition(ConditionalOnAttestor.class)
			.because(wanted.text() + " enabled=" + enabled));
	}

}
