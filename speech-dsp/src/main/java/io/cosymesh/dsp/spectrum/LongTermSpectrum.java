package io.cosymesh.dsp.spectrum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.cosymesh.dsp.signal.Decibels;

/**
 * Long-term average spectrum: mean power of the active frames in third octaves from 100
 * Hz to 3600 Hz, in dB with the mean over the bands removed.
 */
public final class LongTermSpectrum {

	private static final double LOWEST_HZ = 100;

	private static final double HIGHEST_HZ = 3600;

	private static final List<Double> CENTRES = centreFrequencies();

	private static final double SIXTH_OCTAVE = Math.pow(2, 1 / 6.0);

	/** Bands quieter than this below the loudest carry nothing of the voice. */
	private static final double BANDWIDTH_BELOW_PEAK_DB = 60;

	private static final double BANDWIDTH_STEP_HZ = 250;

	private LongTermSpectrum() {
	}

	/**
	 * Returns the centre frequencies of the bands.
	 * @return frequencies in Hz, ascending
	 */
	public static List<Double> centres() {
		return CENTRES;
	}

	/**
	 * Measures the band levels.
	 * @param spectrogram spectra of at least 8 kHz sampled speech
	 * @return one level in dB per band, mean zero
	 */
	public static List<Double> of(Spectrogram spectrogram) {
		double[] power = spectrogram.activeMean();
		List<Double> levels = new ArrayList<>();
		double sum = 0;
		for (double centre : CENTRES) {
			double level = Decibels
				.ofPower(meanBetween(power, spectrogram.binHz(), centre / SIXTH_OCTAVE, centre * SIXTH_OCTAVE));
			levels.add(level);
			sum += level;
		}
		double mean = sum / levels.size();
		levels.replaceAll((level) -> level - mean);
		return Collections.unmodifiableList(levels);
	}

	/**
	 * Finds the frequency up to which a recording carries energy: the top of the highest
	 * 250 Hz band less than 60 dB below the loudest.
	 * @param spectrogram spectra at the rate of the recording
	 * @return the bandwidth in Hz
	 */
	public static double bandwidth(Spectrogram spectrogram) {
		double[] power = spectrogram.activeMean();
		double nyquist = (power.length - 1) * spectrogram.binHz();
		int bands = Math.max(1, (int) (nyquist / BANDWIDTH_STEP_HZ));
		double[] levels = new double[bands];
		double loudest = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < bands; i++) {
			levels[i] = Decibels
				.ofPower(meanBetween(power, spectrogram.binHz(), i * BANDWIDTH_STEP_HZ, (i + 1) * BANDWIDTH_STEP_HZ));
			loudest = Math.max(loudest, levels[i]);
		}
		int highest = bands - 1;
		while (highest > 0 && levels[highest] < loudest - BANDWIDTH_BELOW_PEAK_DB) {
			highest--;
		}
		return Math.min(nyquist, (highest + 1) * BANDWIDTH_STEP_HZ);
	}

	private static double meanBetween(double[] power, double binHz, double lowHz, double highHz) {
		int first = (int) Math.ceil(lowHz / binHz);
		int end = Math.min(power.length, Math.max(first + 1, (int) Math.ceil(highHz / binHz)));
		double sum = 0;
		for (int k = first; k < end; k++) {
			sum += power[k];
		}
		return sum / Math.max(1, end - first);
	}

	private static List<Double> centreFrequencies() {
		List<Double> centres = new ArrayList<>();
		for (int i = 0; LOWEST_HZ * Math.pow(2, i / 3.0) <= HIGHEST_HZ; i++) {
			centres.add(LOWEST_HZ * Math.pow(2, i / 3.0));
		}
		return List.copyOf(centres);
	}

}
