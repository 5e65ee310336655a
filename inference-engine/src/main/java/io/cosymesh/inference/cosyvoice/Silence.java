package io.cosymesh.inference.cosyvoice;

import java.time.Duration;
import java.util.Optional;

import io.cosymesh.contracts.PcmFormat;

/**
 * The rest at hand, half a second of it at a time.
 */
final class Silence {

	private static final int PIECE_BYTES = PcmFormat.SAMPLE_RATE;

	private int left;

	void begin(Duration length) {
		this.left = PcmFormat.BYTES_PER_SAMPLE * Math.toIntExact(length.toMillis() * PcmFormat.SAMPLE_RATE / 1000);
	}

	/** Returns the next piece, or nothing if the rest is over. */
	Optional<byte[]> next() {
		int bytes = Math.min(this.left, PIECE_BYTES);
		this.left -= bytes;
		return (bytes > 0) ? Optional.of(new byte[bytes]) : Optional.empty();
	}

}
