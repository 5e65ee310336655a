package io.cosymesh.backend.cosyvoice;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What clients of CosyVoice's server get.
 *
 * @param sampleRate samples per second of the answer to who asks for none; CosyVoice's
 * own client takes every answer for 22050
 */
@ConfigurationProperties("cosymesh.cosyvoice")
@Validated
record CosyVoiceProperties(@DefaultValue("22050") @Min(8000) @Max(48000) int sampleRate) {

}
