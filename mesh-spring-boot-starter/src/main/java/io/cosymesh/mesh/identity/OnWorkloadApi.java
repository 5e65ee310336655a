package io.cosymesh.mesh.identity;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where a Workload API is named, be it by property or by environment variable.
 */
final class OnWorkloadApi extends SpringBootCondition {

	static final String PROPERTY = "cosymesh.identity.workload-api.socket";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean named = StringUtils.hasText(context.getEnvironment().getProperty(PROPERTY));
		return new ConditionOutcome(named,
				ConditionMessage.forCondition("Workload API").because(PROPERTY + (named ? " is set" : " is empty")));
	}

}
