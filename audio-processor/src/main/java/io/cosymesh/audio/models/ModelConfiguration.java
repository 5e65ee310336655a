package io.cosymesh.audio.models;

import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.audio.quality.SpeakerInspector;
import io.cosymesh.models.SpeechModels;

/**
 * Loads the models.
 */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(ModelConfiguration.class);

	@Bean
	SpeechModels speechModels(ModelProperties properties) {
		Path directory = properties.directory();
		// An empty property binds as an empty path.
		if (directory == null || directory.toString().isEmpty()) {
			logger.info("event=models-off reason=\"cosymesh.audio.models.directory is not set\"");
			return SpeechModels.none();
		}
		SpeechModels models = SpeechModels.load(directory, properties.threads());
		logger.info("event=models-loaded directory={} campplus={} speechTokenizer={}", directory,
				models.speakerEncoder().isPresent() ? "on" : "missing",
				models.speechTokenizer().isPresent() ? "on" : "missing");
		return models;
	}

	@Bean
	SpeakerInspector speakerInspector(SpeechModels models, ModelProperties properties) {
		return new SpeakerInspector(models.speakerEncoder(), properties.sameSpeaker());
	}

}
