package io.cosymesh.backend.pipeline;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import io.cosymesh.contracts.audio.AudioProcessor;
import io.cosymesh.contracts.audio.PromptAnalyzer;
import io.cosymesh.contracts.inference.InferenceEngine;

/**
 * Connects the pipeline to its two services, each group being a peer of that name in
 * {@code cosymesh.peers}.
 */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "audio-processor", types = { AudioProcessor.class, PromptAnalyzer.class },
		clientType = ClientType.WEB_CLIENT)
@ImportHttpServices(group = "inference-engine", types = InferenceEngine.class, clientType = ClientType.WEB_CLIENT)
class PipelineConfiguration {

	@Bean
	CloningPipeline cloningPipeline(AudioProcessor audioProcessor, PromptAnalyzer promptAnalyzer,
			InferenceEngine inferenceEngine) {
		return new CloningPipeline(audioProcessor, promptAnalyzer, inferenceEngine);
	}

}
