package io.cosymesh.backend.voice;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A consent as callers see it.
 *
 * @param grantedBy the person heard in the prompt
 * @param grantedAt when they agreed
 * @param text the words agreed to, when they were kept
 * @param from IP address that the consent came from, for the voice's owner alone
 * @param recorded whether there is a recording of the person agreeing
 */
record ConsentDescription(String grantedBy, Instant grantedAt, @Nullable String text, @Nullable String from,
		boolean recorded) {

	static ConsentDescription forOwner(Consent consent) {
		return new ConsentDescription(consent.grantedBy(), consent.grantedAt(), consent.text(), consent.address(),
				consent.recording() != null);
	}

	static ConsentDescription forOthers(Consent consent) {
		return new ConsentDescription(consent.grantedBy(), consent.grantedAt(), consent.text(), null,
				consent.recording() != null);
	}

}
