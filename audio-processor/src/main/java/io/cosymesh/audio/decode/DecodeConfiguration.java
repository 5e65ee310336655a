package io.cosymesh.audio.decode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.confinement.Ffmpeg;

/**
 * The decoder and its two ways.
 */
@Configuration(proxyBeanMethods = false)
class DecodeConfiguration {

	@Bean
	RecordingDecoder recordingDecoder(Ffmpeg ffmpeg, CodecProperties properties, RecordingLimits limits) {
		return new RecordingDecoder(limits, new CodecDecoder(ffmpeg, properties.confinement(), limits));
	}

}
