package io.cosymesh.audio.prepare;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.decode.RecordingDecoder;
import io.cosymesh.audio.quality.PromptInspector;
import io.cosymesh.audio.quality.SpeakerInspector;

/**
 * The preparation and what it consists of.
 */
@Configuration(proxyBeanMethods = false)
class PrepareConfiguration {

	@Bean
	PromptPreparation promptPreparation(RecordingDecoder decoder, RecordingLimits limits, Levelling levelling,
			SpeakerInspector speakers) {
		return new PromptPreparation(decoder, new PromptInspector(limits), limits, levelling, speakers);
	}

}
