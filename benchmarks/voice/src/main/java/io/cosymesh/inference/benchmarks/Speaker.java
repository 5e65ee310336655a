package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.util.Arrays;

import io.cosymesh.contracts.PcmFormat;

/**
 * A real speaker: a prompt, and other things they said.
 *
 * @param source where they are heard
 * @param prompt the first four seconds, 24 kHz
 * @param other what comes after, up to 40 s
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Speaker(SpeakerSource source, float[] prompt, float[] other) {

	private static final int PROMPT = 4 * PcmFormat.SAMPLE_RATE;

	private static final double MOST_SECONDS = 44;

	static Speaker of(SpeakerSource source) throws IOException {
		float[] all = Recordings.join(source.files(), MOST_SECONDS);
		// Of the few letters that a distractor says nothing need be held out.
		boolean taken = source.role() != SpeakerSource.Role.DISTRACTOR;
		float[] other = taken ? Arrays.copyOfRange(all, Math.min(all.length, PROMPT), all.length) : all;
		if (other.length < PROMPT) {
			throw new IllegalStateException("%s says too little: %d files, %.1f s".formatted(source.name(),
					source.files().size(), PcmFormat.seconds((long) all.length * PcmFormat.BYTES_PER_SAMPLE)));
		}
		return new Speaker(source, Arrays.copyOf(all, PROMPT), other);
	}

	boolean isTakenAfter() {
		return this.source.role() != SpeakerSource.Role.DISTRACTOR;
	}

}
