package io.cosymesh.audio.encode;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.cosymesh.audio.confinement.Confinement;

/**
 * How speech is encoded and what one stream may use up.
 *
 * @param mp3Bitrate bits per second of MP3
 * @param opusBitrate bits per second of Opus
 * @param aacBitrate bits per second of AAC
 * @param wallClock how long a stream may take, slow listeners included
 * @param processor how much processor time it may take
 * @param memory how much address space it may map
 */
@ConfigurationProperties("cosymesh.audio.encode")
record EncodeProperties(@DefaultValue("96000") int mp3Bitrate, @DefaultValue("48000") int opusBitrate,
		@DefaultValue("96000") int aacBitrate, @DefaultValue("2h") Duration wallClock,
		@DefaultValue("10m") Duration processor, @DefaultValue("1GB") DataSize memory) {

	Confinement confinement() {
		return new Confinement(this.wallClock, this.processor, this.memory, DataSize.ofBytes(0));
	}

}
