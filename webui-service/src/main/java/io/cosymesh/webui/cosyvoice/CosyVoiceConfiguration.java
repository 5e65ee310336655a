package io.cosymesh.webui.cosyvoice;

import java.time.InstantSource;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts CosyVoice's gRPC method together.
 */
@Configuration(proxyBeanMethods = false)
class CosyVoiceConfiguration {

	@Bean
	GrpcFilter grpcFilter(InstantSource clock) {
		return new GrpcFilter(clock);
	}

	@Bean
	GatewayFilter cosyVoiceInference(CosyVoiceProperties properties) {
		return new InferenceCall(properties);
	}

}
