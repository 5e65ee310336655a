package io.cosymesh.dsp.pitch;

import java.util.Arrays;

import io.cosymesh.dsp.signal.Decibels;
import io.cosymesh.dsp.signal.Fft;
import io.cosymesh.dsp.signal.Framing;
import io.cosymesh.dsp.signal.Statistics;
import io.cosymesh.dsp.signal.Window;

/**
 * Finds the pitch of 16 kHz speech by autocorrelation (Boersma 1993): 40 ms Hann frames
 * every 10 ms; the power below 1.5 kHz transformed back gives the autocorrelation, which
 * is divided by the window's own. The best lag maximises
 * {@code r(τ) − 0.02·log2(τ/τmin)}. A second pass keeps within a factor of 1.7 of the
 * first pass's median, which removes octave jumps.
 */
public final class PitchTracker {

	/** Samples per second the tracker works on. */
	public static final int SAMPLE_RATE = 16_000;

	private static final Framing FRAMING = new Framing(640, 160);

	private static final int FFT_SIZE = 2048;

	private static final double LOWEST_HZ = 60;

	private static final double HIGHEST_HZ = 500;

	private static final double FOCUS = 1.7;

	private static final double LOW_PASS_HZ = 1500;

	private static final double LAG_PENALTY = 0.02;

	private static final double AUDIBLE_BELOW_PEAK_DB = 25;

	private static final double VOICED = 0.55;

	private static final double SURELY_VOICED = 0.6;

	private static final double PERHAPS_VOICED = 0.4;

	private static final int FEWEST_FRAMES = 5;

	private static final int SMOOTHING = 2;

	private static final double[] WINDOW = Window.hann(FRAMING.length());

	private static final Fft FFT = new Fft(FFT_SIZE);

	private static final double[] WINDOW_CORRELATION = windowCorrelation();

	private PitchTracker() {
	}

	/**
	 * Tracks the pitch of a recording.
	 * @param samples 16 kHz mono
	 * @return the track, without voiced frames when there is no voice
	 */
	public static PitchTrack track(float[] samples) {
		double[][] correlations = new double[FRAMING.count(samples.length)][];
		double[] levels = new double[correlations.length];
		for (int i = 0; i < correlations.length; i++) {
			double[] frame = FRAMING.frame(samples, i, WINDOW);
			levels[i] = level(frame);
			correlations[i] = correlate(frame);
		}
		double threshold = Statistics.percentile(levels, 95) - AUDIBLE_BELOW_PEAK_DB;
		boolean[] audible = new boolean[levels.length];
		for (int i = 0; i < levels.length; i++) {
			audible[i] = levels[i] > threshold && levels[i] > -80;
		}
		return focus(correlations, audible);
	}

	private static PitchTrack focus(double[][] correlations, boolean[] audible) {
		PitchTrack wide = pick(correlations, LOWEST_HZ, HIGHEST_HZ, audible, SURELY_VOICED);
		if (wide.voicedCount() < FEWEST_FRAMES) {
			wide = pick(correlations, LOWEST_HZ, HIGHEST_HZ, audible, PERHAPS_VOICED);
		}
		if (wide.voicedCount() < FEWEST_FRAMES) {
			return new PitchTrack(wide.hertz(), wide.periodicity(), new boolean[audible.length]);
		}
		double median = wide.medianHz();
		PitchTrack narrow = pick(correlations, Math.max(LOWEST_HZ, median / FOCUS),
				Math.min(HIGHEST_HZ, median * FOCUS), audible, VOICED);
		return new PitchTrack(narrow.hertz(), narrow.periodicity(), smooth(narrow.voiced()));
	}

	private static PitchTrack pick(double[][] correlations, double lowHz, double highHz, boolean[] audible,
			double voicedFrom) {
		int shortest = (int) (SAMPLE_RATE / highHz);
		int longest = Math.min((int) (SAMPLE_RATE / lowHz), FRAMING.length() * 3 / 4);
		double[] hertz = new double[correlations.length];
		double[] periodicity = new double[correlations.length];
		boolean[] voiced = new boolean[correlations.length];
		for (int i = 0; i < correlations.length; i++) {
			double[] r = correlations[i];
			int lag = bestLag(r, shortest, longest);
			hertz[i] = SAMPLE_RATE / (lag + parabolicOffset(r[lag - 1], r[lag], r[lag + 1]));
			periodicity[i] = r[lag];
			voiced[i] = audible[i] && r[lag] > voicedFrom;
		}
		return new PitchTrack(hertz, periodicity, voiced);
	}

	private static int bestLag(double[] r, int shortest, int longest) {
		int best = shortest;
		double highest = Double.NEGATIVE_INFINITY;
		for (int lag = shortest; lag < longest; lag++) {
			double score = r[lag] - LAG_PENALTY * Math.log((double) lag / shortest) / Math.log(2);
			if (score > highest) {
				highest = score;
				best = lag;
			}
		}
		return best;
	}

	private static double parabolicOffset(double before, double peak, double after) {
		double curvature = before - 2 * peak + after;
		return (Math.abs(curvature) < 1e-12) ? 0 : Math.clamp((before - after) / (2 * curvature), -1, 1);
	}

	private static double[] correlate(double[] frame) {
		double[] r = autocorrelation(frame, LOW_PASS_HZ);
		double energy = r[0] + 1e-12;
		for (int lag = 0; lag < r.length; lag++) {
			r[lag] /= energy * WINDOW_CORRELATION[lag];
		}
		return r;
	}

	private static double[] autocorrelation(double[] frame, double lowPassHz) {
		double[] half = FFT.power(frame);
		double[] real = new double[FFT_SIZE];
		int cutoff = (int) Math.min(half.length - 1, lowPassHz * FFT_SIZE / SAMPLE_RATE);
		for (int k = 0; k <= cutoff; k++) {
			real[k] = half[k];
			real[(FFT_SIZE - k) % FFT_SIZE] = half[k];
		}
		FFT.inverse(real, new double[FFT_SIZE]);
		return Arrays.copyOf(real, FRAMING.length());
	}

	private static double[] windowCorrelation() {
		double[] r = autocorrelation(WINDOW, SAMPLE_RATE);
		double energy = r[0];
		for (int lag = 0; lag < r.length; lag++) {
			r[lag] = Math.max(r[lag] / energy, 1e-6);
		}
		return r;
	}

	private static double level(double[] frame) {
		double sum = 0;
		for (double sample : frame) {
			sum += sample * sample;
		}
		return Decibels.ofPower(sum / frame.length);
	}

	private static boolean[] smooth(boolean[] voiced) {
		boolean[] smoothed = new boolean[voiced.length];
		for (int i = 0; i < voiced.length; i++) {
			int votes = 0;
			for (int j = i - SMOOTHING; j <= i + SMOOTHING; j++) {
				votes += (j >= 0 && j < voiced.length && voiced[j]) ? 1 : 0;
			}
			smoothed[i] = votes > SMOOTHING;
		}
		return smoothed;
	}

}
