package io.cosymesh.dsp.signal;

/**
 * Cuts a signal into overlapping windowed frames.
 *
 * @param length samples per frame
 * @param hop samples from one frame to the next
 */
public record Framing(int length, int hop) {

	public Framing {
		if (length < 1 || hop < 1) {
			throw new IllegalArgumentException("Frame length and hop must be positive");
		}
	}

	/**
	 * Returns how many frames a signal gives: at least one, the last padded with zeros
	 * only if it is the first.
	 * @param samples length of the signal
	 * @return the number of frames
	 */
	public int count(int samples) {
		return (samples <= this.length) ? 1 : 1 + (samples - this.length) / this.hop;
	}

	/**
	 * Copies one frame out of a signal and multiplies it by a window.
	 * @param signal the signal
	 * @param index number of the frame
	 * @param window as many factors as the frame is long
	 * @return the frame
	 */
	public double[] frame(float[] signal, int index, double[] window) {
		double[] frame = new double[this.length];
		int start = index * this.hop;
		int available = Math.min(this.length, signal.length - start);
		for (int i = 0; i < available; i++) {
			frame[i] = signal[start + i] * window[i];
		}
		return frame;
	}

}
