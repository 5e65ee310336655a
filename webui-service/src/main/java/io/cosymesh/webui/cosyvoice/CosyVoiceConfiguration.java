package io.cosymesh.webui.cosyvoice;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts CosyVoice's gRPC method together.
 */
@Configuration(proxyBeanMethods = false)
class CosyVoiceConfiguration {

	@Bean
	GrpcFilter grpcFilter() {
		return new GrpcFilter();
	}

	@Bean
	GatewayFilter cosyVoiceInference(CosyVoiceProperties properties) {
		return new InferenceCall(properties);
	}

}
