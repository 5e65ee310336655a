package io.cosymesh.contracts;

/**
 * The one raw audio format between the services: signed 16-bit little-endian, mono, 24
 * kHz, no header. It is what Fun-CosyVoice3 produces.
 */
public final class PcmFormat {

	/** Samples per second. */
	public static final int SAMPLE_RATE = 24_000;

	/** Bytes per sample. */
	public static final int BYTES_PER_SAMPLE = 2;

	private PcmFormat() {
	}

	/**
	 * Returns how long a number of PCM bytes lasts.
	 * @param bytes the number of bytes
	 * @return the duration in seconds
	 */
	public static double seconds(long bytes) {
		return bytes / (double) (SAMPLE_RATE * BYTES_PER_SAMPLE);
	}

}
