package io.cosymesh.inference.benchmarks;

import java.util.Arrays;
import java.util.Optional;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.dsp.spectrum.MelBands;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * What a voice is recognised by: the mean of 12 mel cepstra (22 bands from 100 to 3700
 * Hz) over its voiced frames, and its median pitch in semitones. The engine's own colour
 * map has other frames, bands and weights.
 */
final class VoicePrint {

	static final int CEPSTRA = 12;

	private static final int BANDS = 22;

	private static final double LOWEST_HZ = 100;

	private static final double HIGHEST_HZ = 3700;

	private static final int FEWEST_FRAMES = 30;

	private VoicePrint() {
	}

	/** Returns cepstra and pitch of a recording at 24 kHz, if there is voice in it. */
	static Optional<double[]> of(float[] recording) {
		float[] speech = Resampler.convert(recording, PcmFormat.SAMPLE_RATE, PitchTracker.SAMPLE_RATE);
		PitchTrack pitch = PitchTracker.track(speech);
		if (pitch.voicedCount() < FEWEST_FRAMES) {
			return Optional.empty();
		}
		Spectrogram spectrogram = Spectrogram.of(speech, PitchTracker.SAMPLE_RATE);
		MelBands bands = new MelBands(BANDS, LOWEST_HZ, HIGHEST_HZ, spectrogram.binHz());
		double[] energies = new double[BANDS];
		int voiced = 0;
		for (int i = 0; i < Math.min(pitch.voiced().length, spectrogram.frames().size()); i++) {
			if (pitch.voiced()[i]) {
				double[] frame = bands.logEnergies(spectrogram.frames().get(i), 1);
				for (int band = 0; band < BANDS; band++) {
					energies[band] += frame[band];
				}
				voiced++;
			}
		}
		double[] print = Arrays.copyOf(cepstrum(energies, voiced), CEPSTRA + 1);
		print[CEPSTRA] = 12 * Math.log(pitch.medianHz()) / Math.log(2);
		return Optional.of(print);
	}

	private static double[] cepstrum(double[] energies, int frames) {
		double[] cepstrum = new double[CEPSTRA];
		for (int c = 0; c < CEPSTRA; c++) {
			for (int band = 0; band < BANDS; band++) {
				cepstrum[c] += Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * (c + 1) * (band + 0.5) / BANDS)
						* energies[band] / frames;
			}
		}
		return cepstrum;
	}

}
