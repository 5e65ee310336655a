package io.cosymesh.backend.storage;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Holds when audio is kept in files of this machine.
 */
final class LocalAudio implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return context.getEnvironment().getProperty("cosymesh.storage.s3.bucket", "").isBlank();
	}

}
