package io.cosymesh.inference.embedded;

import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.colour.Colour;
import org.jspecify.annotations.Nullable;

/**
 * Whom a voice takes after.
 *
 * @param fingerprint tells speakers apart: a hash of the recording and its measurements
 * @param features what the audio processor measured
 * @param colour how the speaker colours sounds; nothing when too little voice is in the
 * recording
 */
record Speaker(String fingerprint, VoiceFeatures features, @Nullable Colour colour) {

	/** The fingerprint says it all. */
	@Override
	public boolean equals(Object other) {
		return other instanceof Speaker that && this.fingerprint.equals(that.fingerprint);
	}

	@Override
	public int hashCode() {
		return this.fingerprint.hashCode();
	}

	/** A fingerprint of a voice is personal. */
	@Override
	public String toString() {
		return "Speaker";
	}

}
