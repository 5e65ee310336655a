package io.cosymesh.audio.encode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.scheduler.Scheduler;

import io.cosymesh.audio.confinement.Ffmpeg;

/**
 * The encoder of every format.
 */
@Configuration(proxyBeanMethods = false)
class EncodeConfiguration {

	@Bean
	SpeechEncoder speechEncoder(Ffmpeg ffmpeg, EncodeProperties properties, Scheduler workScheduler) {
		return new SpeechEncoder(new CodecEncoder(ffmpeg, properties.confinement(), workScheduler), properties);
	}

}
