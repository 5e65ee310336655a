package io.cosymesh.audio.features;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.models.SpeechModels;

/**
 * What writes features.
 */
@Configuration(proxyBeanMethods = false)
class FeatureConfiguration {

	@Bean
	PromptFeatureFile promptFeatureFile(SpeechModels models) {
		return new PromptFeatureFile(models);
	}

}
