package io.cosymesh.dsp.mel;

/**
 * Cuts a signal into frames, under a Hann window as {@code torch.hann_window} makes it:
 * {@code 0.5 − 0.5·cos(2πn/N)}, and mirrors what lies beyond its ends.
 */
final class MelFrames {

	private final float[] samples;

	private final int padding;

	private final int length;

	private final int hop;

	private final double[] window;

	/**
	 * Prepares the frames.
	 * @param samples the signal, longer than the padding
	 * @param padding samples mirrored at either end
	 * @param length samples per frame
	 * @param hop samples from frame to frame
	 */
	MelFrames(float[] samples, int padding, int length, int hop) {
		if (samples.length <= padding) {
			throw new IllegalArgumentException(
					"%d samples are too few; more than %d are needed".formatted(samples.length, padding));
		}
		this.samples = samples;
		this.padding = padding;
		this.length = length;
		this.hop = hop;
		this.window = new double[length];
		for (int n = 0; n < length; n++) {
			this.window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length);
		}
	}

	int count() {
		return 1 + (this.samples.length + 2 * this.padding - this.length) / this.hop;
	}

	double[] frame(int index) {
		double[] frame = new double[this.length];
		for (int i = 0; i < this.length; i++) {
			frame[i] = this.window[i] * mirrored(index * this.hop + i - this.padding);
		}
		return frame;
	}

	private float mirrored(int position) {
		int inside = Math.abs(position);
		return this.samples[(inside < this.samples.length) ? inside : 2 * (this.samples.length - 1) - inside];
	}

}
