package io.cosymesh.backend.cosyvoice;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.mesh.problem.ProblemDialect;

/**
 * Puts CosyVoice's routes together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CosyVoiceProperties.class)
class CosyVoiceConfiguration {

	@Bean
	ProblemDialect cosyVoiceProblems() {
		return ProblemDialect.fastApi("/inference_");
	}

}
