package io.cosymesh.webui.cosyvoice;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of CosyVoice's gRPC method.
 *
 * @param sampleRate samples per second of the audio, or {@code native} for what the
 * engine makes; CosyVoice's own client takes everything for 22050
 * @param maxMessage largest request
 */
@Validated
@ConfigurationProperties("cosymesh.cosyvoice")
record CosyVoiceProperties(@NotNull @Pattern(regexp = "native|\\d{4,5}") @DefaultValue("22050") String sampleRate,
		@NotNull @DefaultValue("4MB") DataSize maxMessage) {

}
