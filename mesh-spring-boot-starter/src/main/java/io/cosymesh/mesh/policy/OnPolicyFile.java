package io.cosymesh.mesh.policy;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches when a policy file is named; what an environment variable sets to nothing is
 * unset.
 */
final class OnPolicyFile extends SpringBootCondition {

	private static final String PROPERTY = "cosymesh.policy.file";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean named = StringUtils.hasText(context.getEnvironment().getProperty(PROPERTY));
		return new ConditionOutcome(named,
				ConditionMessage.forCondition("Policy file").because(PROPERTY + (named ? " is set" : " is empty")));
	}

}
