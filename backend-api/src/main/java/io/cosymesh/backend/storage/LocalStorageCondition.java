package io.cosymesh.backend.storage;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Holds when database and audio are files of this machine.
 */
final class LocalStorageCondition implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		return environment.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:file:")
				&& environment.getProperty("cosymesh.storage.s3.bucket", "").isBlank();
	}

}
