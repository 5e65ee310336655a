package io.cosymesh.inference.cosyvoice;

import io.cosymesh.inference.engine.EngineLoader;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;
import reactor.core.scheduler.Scheduler;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Offers the CosyVoice engine where a runtime is configured.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("cosymesh.engine.cosyvoice.url")
@EnableConfigurationProperties(CosyVoiceProperties.class)
class CosyVoiceConfiguration {

	@Bean
	EngineLoader cosyvoiceEngineLoader(CosyVoiceProperties properties, Scheduler speechWorkers) {
		RuntimeAddress.checked(properties.url());
		if (properties.dialect() == DialectName.TRITON) {
			properties.triton().speakerCache().check();
		}
		TextFrontEnd frontEnd = new TextFrontEnd();
		Pronunciation pronunciation = new Pronunciation();
		return () -> CosyVoiceEngine.load(properties, frontEnd, pronunciation, speechWorkers);
	}

}
