package io.cosymesh.backend.openai;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.mesh.problem.ProblemDialect;

/**
 * Puts OpenAI's API together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpenAiProperties.class)
class OpenAiConfiguration {

	@Bean
	ProblemDialect openAiProblems() {
		return ProblemDialect.openAi("/v1/");
	}

}
