package io.cosymesh.backend.voice;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.storage.AudioKey;

/**
 * A consent that was kept before the voice. Never prints it.
 *
 * @param grantedBy the person who agreed
 * @param grantedAt when
 * @param text to what words
 * @param address IP address that it came from, when known
 * @param recording the person agreeing
 */
public record RecordedConsent(String grantedBy, Instant grantedAt, String text, @Nullable String address,
		AudioKey recording) {

	Consent consent() {
		return new Consent(this.grantedBy, this.grantedAt, this.text, this.address, this.recording);
	}

	@Override
	public String toString() {
		return "RecordedConsent[grantedAt=%s]".formatted(this.grantedAt);
	}

}
