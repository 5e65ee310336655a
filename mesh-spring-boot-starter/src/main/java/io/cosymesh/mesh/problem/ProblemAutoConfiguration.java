package io.cosymesh.mesh.problem;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that turns every error of a WebFlux application into a problem.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ProblemAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProblemWriter problemWriter(JsonMapper json, ObjectProvider<ProblemDialect> dialects) {
		return new ProblemWriter(json, dialects.orderedStream().toList());
	}

	@Bean
	ProblemHandler problemHandler(ProblemWriter writer) {
		return new ProblemHandler(writer);
	}

	@Bean
	RequestIdFilter requestIdFilter(ObjectProvider<RandomGenerator> random) {
		return new RequestIdFilter(random.getIfUnique(SecureRandom::new));
	}

}
