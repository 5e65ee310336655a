package io.cosymesh.backend.voice;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.storage.AudioKey;

/**
 * Who agreed to be imitated: when, to what words and from where. Never prints them.
 *
 * @param grantedBy the person heard in the prompt
 * @param grantedAt when
 * @param text the words agreed to; nothing for voices of before they were kept
 * @param address IP address that the consent came from, when known
 * @param recording the person agreeing, when that was recorded
 */
record Consent(String grantedBy, Instant grantedAt, @Nullable String text, @Nullable String address,
		@Nullable AudioKey recording) {

	/** The words agreed to when no others are sent; a new wording is a new version. */
	static final String STATEMENT = "I agree that this recording of my voice is kept, and that speech is made in my"
			+ " voice by the one who keeps it and by those it is shared with. I can take this back at any time; the"
			+ " voice is then deleted. (CosyMesh consent statement, version 1)";

	Consent recordedIn(AudioKey agreed) {
		return new Consent(this.grantedBy, this.grantedAt, this.text, this.address, agreed);
	}

	@Override
	public String toString() {
		return "Consent[grantedAt=%s]".formatted(this.grantedAt);
	}

}
