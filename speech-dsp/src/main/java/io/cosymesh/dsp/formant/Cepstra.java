package io.cosymesh.dsp.formant;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.spectrum.MelBands;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * Mel-frequency cepstra of voiced frames with their mean and variance normalised over the
 * recording: 20 bands from 150 to 2500 Hz, coefficients 1 to 11 of an orthonormal DCT-II.
 * The normalisation takes out the channel, the band limit keeps telephone speech usable.
 */
final class Cepstra {

	static final int COUNT = 11;

	private static final int BANDS = 20;

	private static final double LOW_HZ = 150;

	private static final double HIGH_HZ = 2500;

	private static final int MOST_FRAMES = 400;

	private static final double[][] TRANSFORM = transform();

	private final List<double[]> voicedFrames;

	private final MelBands bands;

	private Cepstra(List<double[]> voicedFrames, MelBands bands) {
		this.voicedFrames = voicedFrames;
		this.bands = bands;
	}

	static Cepstra of(Spectrogram spectrogram, PitchTrack pitch) {
		List<double[]> voiced = new ArrayList<>();
		int frames = Math.min(spectrogram.frames().size(), pitch.voiced().length);
		double stride = Math.max(1, (double) pitch.voicedCount() / MOST_FRAMES);
		double next = 0;
		int seen = 0;
		for (int i = 0; i < frames; i++) {
			if (pitch.voiced()[i] && seen++ >= next) {
				voiced.add(spectrogram.frames().get(i));
				next += stride;
			}
		}
		return new Cepstra(voiced, new MelBands(BANDS, LOW_HZ, HIGH_HZ, spectrogram.binHz()));
	}

	int frames() {
		return this.voicedFrames.size();
	}

	/** Computes the cepstra as if the vocal tract were longer by the given factor. */
	double[][] warped(double factor) {
		double[][] cepstra = new double[this.voicedFrames.size()][COUNT];
		for (int i = 0; i < cepstra.length; i++) {
			double[] energies = this.bands.logEnergies(this.voicedFrames.get(i), factor);
			for (int c = 0; c < COUNT; c++) {
				for (int band = 0; band < BANDS; band++) {
					cepstra[i][c] += TRANSFORM[c][band] * energies[band];
				}
			}
		}
		normalise(cepstra);
		return cepstra;
	}

	private static void normalise(double[][] cepstra) {
		for (int c = 0; c < COUNT; c++) {
			double sum = 0;
			double squares = 0;
			for (double[] frame : cepstra) {
				sum += frame[c];
				squares += frame[c] * frame[c];
			}
			double mean = sum / cepstra.length;
			double deviation = Math.sqrt(Math.max(1e-9, squares / cepstra.length - mean * mean));
			for (double[] frame : cepstra) {
				frame[c] = (frame[c] - mean) / deviation;
			}
		}
	}

	private static double[][] transform() {
		double[][] transform = new double[COUNT][BANDS];
		for (int c = 0; c < COUNT; c++) {
			for (int band = 0; band < BANDS; band++) {
				transform[c][band] = Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * (c + 1) * (band + 0.5) / BANDS);
			}
		}
		return transform;
	}

}
