package io.cosymesh.backend.speech;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.backend.voice.Voices;

/**
 * Puts together what other APIs speak with.
 */
@Configuration(proxyBeanMethods = false)
class SpeechConfiguration {

	@Bean
	Speaking speaking(CloningPipeline pipeline, Voices voices, Pronunciations pronunciations) {
		return new Speaking(pipeline, voices, pronunciations);
	}

}
