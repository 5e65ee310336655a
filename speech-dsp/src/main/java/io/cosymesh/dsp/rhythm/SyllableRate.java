package io.cosymesh.dsp.rhythm;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.dsp.signal.Statistics;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * Syllables per second of speech, counted as the peaks of the energy between 300 and 2500
 * Hz (after Mermelstein 1975): a peak stands at most 22 dB below the loudest, at least
 * 2.5 dB above the valleys beside it and 80 ms from the next.
 */
public final class SyllableRate {

	private static final double LOW_HZ = 300;

	private static final double HIGH_HZ = 2500;

	private static final double PEAK_BELOW_TOP_DB = 22;

	private static final double SPEECH_BELOW_TOP_DB = 28;

	private static final double PROMINENCE_DB = 2.5;

	private static final int DISTANCE_FRAMES = 8;

	private static final double FRAMES_PER_SECOND = 100;

	private static final double SHORTEST_SPEECH_SECONDS = 0.2;

	/** Weights over 90 ms: the syllables pass, the pitch periods don't. */
	private static final double[] SMOOTHING = { 1, 3, 6, 7, 6, 3, 1 };

	private SyllableRate() {
	}

	/**
	 * Measures the rate.
	 * @param spectrogram spectra at 10 ms
	 * @return syllables per second of speech, 0 when there are none
	 */
	public static double of(Spectrogram spectrogram) {
		double[] envelope = smooth(bandEnergy(spectrogram));
		for (int i = 0; i < envelope.length; i++) {
			envelope[i] = 10 * Math.log10(envelope[i] + 1e-12);
		}
		double top = Statistics.percentile(envelope, 98);
		int speech = 0;
		for (double level : envelope) {
			speech += (level > top - SPEECH_BELOW_TOP_DB) ? 1 : 0;
		}
		double seconds = Math.max(SHORTEST_SPEECH_SECONDS, speech / FRAMES_PER_SECOND);
		return peaks(envelope, top - PEAK_BELOW_TOP_DB).size() / seconds;
	}

	private static List<Integer> peaks(double[] envelope, double lowest) {
		List<Integer> peaks = new ArrayList<>();
		for (int i = 1; i < envelope.length - 1; i++) {
			if (envelope[i] < lowest || envelope[i] <= envelope[i - 1] || envelope[i] < envelope[i + 1]
					|| prominence(envelope, i) < PROMINENCE_DB) {
				continue;
			}
			if (peaks.isEmpty() || i - peaks.getLast() >= DISTANCE_FRAMES) {
				peaks.add(i);
			}
			else if (envelope[i] > envelope[peaks.getLast()]) {
				peaks.set(peaks.size() - 1, i);
			}
		}
		return peaks;
	}

	private static double prominence(double[] envelope, int peak) {
		return envelope[peak] - Math.max(valley(envelope, peak, -1), valley(envelope, peak, 1));
	}

	private static double valley(double[] envelope, int peak, int direction) {
		double lowest = envelope[peak];
		for (int i = peak + direction; i >= 0 && i < envelope.length && envelope[i] <= envelope[peak]; i += direction) {
			lowest = Math.min(lowest, envelope[i]);
		}
		return lowest;
	}

	private static double[] bandEnergy(Spectrogram spectrogram) {
		double[] energy = new double[spectrogram.frames().size()];
		int first = (int) (LOW_HZ / spectrogram.binHz());
		for (int i = 0; i < energy.length; i++) {
			double[] power = spectrogram.frames().get(i);
			int end = Math.min(power.length, (int) (HIGH_HZ / spectrogram.binHz()));
			for (int k = first; k < end; k++) {
				energy[i] += power[k];
			}
		}
		return energy;
	}

	private static double[] smooth(double[] values) {
		double[] smoothed = new double[values.length];
		int reach = SMOOTHING.length / 2;
		for (int i = 0; i < values.length; i++) {
			double sum = 0;
			double weights = 0;
			for (int j = Math.max(0, i - reach); j <= Math.min(values.length - 1, i + reach); j++) {
				double weight = SMOOTHING[j - i + reach];
				sum += weight * values[j];
				weights += weight;
			}
			smoothed[i] = sum / weights;
		}
		return smoothed;
	}

}
