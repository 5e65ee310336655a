package io.cosymesh.inference.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.gaussian.Gaussian;

/**
 * Recognises speakers by the Mahalanobis distance of their voice prints. How much a voice
 * varies is learnt from chunks of four seconds of all the real speakers together.
 */
final class SpeakerRecognition {

	private static final int CHUNK = 4 * PcmFormat.SAMPLE_RATE;

	private final List<double[]> means = new ArrayList<>();

	private final int length;

	private final Gaussian variation;

	private int chunks;

	/**
	 * Learns speakers by what they say outside their prompts.
	 * @param speakers the speakers
	 * @param length how much of a print counts: with the pitch, or without
	 */
	SpeakerRecognition(List<Speaker> speakers, int length) {
		this.length = length;
		List<double[]> deviations = new ArrayList<>();
		for (Speaker speaker : speakers) {
			List<double[]> prints = prints(speaker.other());
			double[] mean = mean(prints);
			this.means.add(mean);
			prints.forEach((print) -> deviations.add(minus(print, mean)));
			this.chunks += prints.size();
		}
		this.variation = Gaussian.of(deviations);
	}

	int speakers() {
		return this.means.size();
	}

	int chunks() {
		return this.chunks;
	}

	/** Returns how many speakers are nearer to a recording than one, and one more. */
	int rank(float[] recording, int speaker) {
		double[] print = VoicePrint.of(recording).orElseThrow();
		double own = distance(print, speaker);
		int rank = 1;
		for (int i = 0; i < this.means.size(); i++) {
			rank += (distance(print, i) < own) ? 1 : 0;
		}
		return rank;
	}

	private double distance(double[] print, int speaker) {
		return this.variation.distance(minus(Arrays.copyOf(print, this.length), this.means.get(speaker)));
	}

	private List<double[]> prints(float[] speech) {
		List<double[]> prints = new ArrayList<>();
		for (int start = 0; start + CHUNK <= speech.length; start += CHUNK) {
			VoicePrint.of(Arrays.copyOfRange(speech, start, start + CHUNK))
				.ifPresent((print) -> prints.add(Arrays.copyOf(print, this.length)));
		}
		return prints;
	}

	private static double[] mean(List<double[]> prints) {
		double[] mean = new double[prints.getFirst().length];
		prints.forEach((print) -> Arrays.setAll(mean, (i) -> mean[i] + print[i] / prints.size()));
		return mean;
	}

	private static double[] minus(double[] a, double[] b) {
		double[] difference = new double[a.length];
		Arrays.setAll(difference, (i) -> a[i] - b[i]);
		return difference;
	}

}
