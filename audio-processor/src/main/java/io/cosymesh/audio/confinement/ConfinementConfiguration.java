package io.cosymesh.audio.confinement;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The codec command of this machine.
 */
@Configuration(proxyBeanMethods = false)
class ConfinementConfiguration {

	@Bean
	Ffmpeg ffmpeg(ToolProperties properties) {
		return new Ffmpeg(properties.searchPath());
	}

}
