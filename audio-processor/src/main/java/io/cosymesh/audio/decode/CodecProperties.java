package io.cosymesh.audio.decode;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.cosymesh.audio.confinement.Confinement;

/**
 * What decoding one recording may use up.
 *
 * @param wallClock how long it may take
 * @param processor how much processor time it may take
 * @param memory how much address space it may map
 * @param output how many decoded bytes it may write
 */
@ConfigurationProperties("cosymesh.audio.decode")
record CodecProperties(@DefaultValue("15s") Duration wallClock, @DefaultValue("10s") Duration processor,
		@DefaultValue("1GB") DataSize memory, @DefaultValue("32MB") DataSize output) {

	Confinement confinement() {
		return new Confinement(this.wallClock, this.processor, this.memory, this.output);
	}

}
