package io.cosymesh.backend.voice;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.caller.Origin;

/**
 * What a caller says of a consent. Never prints it.
 *
 * @param by the person heard in the prompt, or nothing if it is the caller
 * @param text the words agreed to, or nothing for the {@link Consent#STATEMENT}
 */
record ConsentDraft(@Nullable String by, @Nullable String text) {

	static final int MAX_BY_LENGTH = 255;

	static final int MAX_TEXT_LENGTH = 2_000;

	/** Returns the consent that this makes when it comes from there, then. */
	Consent granted(Origin origin, Instant at) {
		return new Consent((this.by != null) ? this.by : origin.caller().name(), at,
				(this.text != null) ? this.text : Consent.STATEMENT, origin.address(), null);
	}

	@Override
	public String toString() {
		return "ConsentDraft[]";
	}

}
