package io.cosymesh.inference.embedded;

import io.cosymesh.inference.engine.EngineLoader;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Offers the embedded engine.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddedProperties.class)
class EmbeddedConfiguration {

	@Bean
	EngineLoader embeddedEngineLoader(EmbeddedProperties properties) {
		TextFrontEnd frontEnd = new TextFrontEnd();
		Pronunciation pronunciation = new Pronunciation();
		return () -> EmbeddedEngine.load(properties, frontEnd, pronunciation);
	}

}
