package io.cosymesh.dsp.formant;

import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * Estimates the factor α on the frequency axis that maps the synthesizer's reference
 * voice on a speaker; above 1 for shorter vocal tracts. Maximum a posteriori over a grid:
 * minimises
 * {@code (e(α) − min e)/(0.02·mean e) + ½(ln(α/prior)/0.06)² + ½(ln(α/lpc)/0.08)²}, where
 * e is the distance of the warped cepstra to the reference codebook (vocal tract length
 * normalisation, Lee and Rose 1996), the prior follows from the pitch
 * ({@code (F0/105)^0.22}) and lpc from the formants found by linear prediction.
 */
public final class FormantScale {

	private static final double LOWEST = 0.80;

	private static final double STEP = 0.02;

	private static final int STEPS = 28;

	private static final int FEWEST_FRAMES = 15;

	private static final double DISTANCE_UNIT = 0.02;

	private static final double PRIOR_DEVIATION = 0.06;

	private static final double TRACT_DEVIATION = 0.08;

	private static final double REFERENCE_PITCH_HZ = 105;

	private static final double PITCH_EXPONENT = 0.22;

	private FormantScale() {
	}

	/**
	 * Estimates the scale of a speaker.
	 * @param speech 16 kHz mono
	 * @param spectrogram its spectra
	 * @param pitch its pitch, voiced
	 * @return the factor, 0.80 to 1.34
	 */
	public static double estimate(float[] speech, Spectrogram spectrogram, PitchTrack pitch) {
		double prior = Math.clamp(Math.pow(pitch.medianHz() / REFERENCE_PITCH_HZ, PITCH_EXPONENT), 0.9, 1.25);
		double tract = Math.clamp(TractLength.scale(speech, pitch).orElse(prior), 0.85, 1.3);
		Cepstra cepstra = Cepstra.of(spectrogram, pitch);
		if (cepstra.frames() < FEWEST_FRAMES) {
			return prior;
		}
		return mostProbable(distances(cepstra), prior, tract);
	}

	private static double[] distances(Cepstra cepstra) {
		double[] distances = new double[STEPS];
		for (int i = 0; i < STEPS; i++) {
			distances[i] = Codebook.reference().distance(cepstra.warped(scale(i)));
		}
		return distances;
	}

	private static double mostProbable(double[] distances, double prior, double tract) {
		double mean = 0;
		for (double distance : distances) {
			mean += distance / distances.length;
		}
		double lowest = Double.POSITIVE_INFINITY;
		double best = 1;
		for (int i = 0; i < distances.length; i++) {
			double cost = distances[i] / (DISTANCE_UNIT * mean + 1e-9) + penalty(scale(i), prior, PRIOR_DEVIATION)
					+ penalty(scale(i), tract, TRACT_DEVIATION);
			if (cost < lowest) {
				lowest = cost;
				best = scale(i);
			}
		}
		return best;
	}

	private static double penalty(double scale, double expected, double deviation) {
		double distance = Math.log(scale / expected) / deviation;
		return distance * distance / 2;
	}

	private static double scale(int step) {
		return LOWEST + step * STEP;
	}

}
