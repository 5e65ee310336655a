package io.cosymesh.audio.encode;

import io.cosymesh.contracts.audio.AudioFormat;

/**
 * Thrown when a format is asked for at a sample rate it isn't made in.
 */
public final class SampleRateUnsupportedException extends RuntimeException {

	private final AudioFormat format;

	SampleRateUnsupportedException(AudioFormat format, int sampleRate) {
		super("%s is not made at %d Hz".formatted(format, sampleRate));
		this.format = format;
	}

	/**
	 * Returns what was asked for.
	 * @return the format
	 */
	public AudioFormat format() {
		return this.format;
	}

}
