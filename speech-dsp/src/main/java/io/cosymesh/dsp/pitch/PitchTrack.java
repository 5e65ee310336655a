package io.cosymesh.dsp.pitch;

import io.cosymesh.dsp.signal.Statistics;

/**
 * Pitch of a recording, one value per 10 ms.
 *
 * @param hertz fundamental frequency per frame, meaningful where voiced
 * @param periodicity normalised autocorrelation at the pitch period per frame, 0 to 1
 * @param voiced whether the vocal folds swing in the frame
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only measured
public record PitchTrack(double[] hertz, double[] periodicity, boolean[] voiced) {

	private static final int FEWEST_VOICED_FRAMES = 5;

	/**
	 * Tells whether there is enough voice to measure.
	 * @return whether the statistics below may be asked for
	 */
	public boolean isVoiced() {
		return voicedCount() >= FEWEST_VOICED_FRAMES;
	}

	/**
	 * Returns the number of voiced frames.
	 * @return the number of frames
	 */
	public int voicedCount() {
		int count = 0;
		for (boolean flag : this.voiced) {
			count += flag ? 1 : 0;
		}
		return count;
	}

	/**
	 * Returns the median pitch of the voiced frames.
	 * @return the median in Hz
	 */
	public double medianHz() {
		return Statistics.median(ofVoiced(this.hertz));
	}

	/**
	 * Returns the span from the 10th to the 90th percentile.
	 * @return the span in Hz
	 */
	public double rangeHz() {
		double[] values = ofVoiced(this.hertz);
		return Statistics.percentile(values, 90) - Statistics.percentile(values, 10);
	}

	/**
	 * Returns the span from the 10th to the 90th percentile.
	 * @return the span in semitones
	 */
	public double rangeSemitones() {
		double[] values = ofVoiced(this.hertz);
		return semitones(Statistics.percentile(values, 10), Statistics.percentile(values, 90));
	}

	/**
	 * Returns the median over the voiced frames of {@code 10·log10(r/(1−r))}, r being the
	 * periodicity (Boersma 1993).
	 * @return the harmonics-to-noise ratio in dB
	 */
	public double harmonicsToNoiseDb() {
		return HarmonicsToNoise.of(ofVoiced(this.periodicity));
	}

	/**
	 * Returns the musical interval between two frequencies.
	 * @param fromHz a frequency
	 * @param toHz another
	 * @return the interval in semitones, positive upwards
	 */
	public static double semitones(double fromHz, double toHz) {
		return 12 * Math.log(toHz / fromHz) / Math.log(2);
	}

	private double[] ofVoiced(double[] values) {
		double[] selected = new double[voicedCount()];
		int next = 0;
		for (int i = 0; i < values.length; i++) {
			if (this.voiced[i]) {
				selected[next++] = values[i];
			}
		}
		return selected;
	}

}
