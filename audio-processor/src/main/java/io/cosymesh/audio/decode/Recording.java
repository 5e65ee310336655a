package io.cosymesh.audio.decode;

/**
 * A decoded recording: mono, at the sample rate it was made with. Its samples are shared,
 * not copied, and nobody changes them. Never prints them.
 */
public final class Recording {

	private final float[] samples;

	private final int sampleRate;

	private final String container;

	/**
	 * Creates a recording.
	 * @param samples mono samples, full scale is 1
	 * @param sampleRate samples per second
	 * @param container container and codec, for example {@code wav/pcm_f32le}
	 */
	public Recording(float[] samples, int sampleRate, String container) {
		this.samples = samples;
		this.sampleRate = sampleRate;
		this.container = container;
	}

	/**
	 * Returns the samples, to be read only.
	 * @return mono samples, full scale is 1
	 */
	public float[] samples() {
		return this.samples;
	}

	/**
	 * Returns the sample rate.
	 * @return samples per second
	 */
	public int sampleRate() {
		return this.sampleRate;
	}

	/**
	 * Returns container and codec.
	 * @return for example {@code wav/pcm_f32le}
	 */
	public String container() {
		return this.container;
	}

	/**
	 * Returns how long the recording lasts.
	 * @return the duration in seconds
	 */
	public double seconds() {
		return this.samples.length / (double) this.sampleRate;
	}

	@Override
	public String toString() {
		return "Recording[%s, %d samples at %d Hz]".formatted(this.container, this.samples.length, this.sampleRate);
	}

}
