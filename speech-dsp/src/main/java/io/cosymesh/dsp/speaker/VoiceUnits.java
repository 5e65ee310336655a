package io.cosymesh.dsp.speaker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Statistics;
import io.cosymesh.dsp.spectrum.MelBands;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * Describes each quarter of a second of voiced speech by 13 numbers: the mean of the
 * cepstra 1 to 12 of 24 mel bands from 100 to 5000 Hz, and the median pitch in octaves.
 * Pitch is tracked in pieces of 3 s, because a tracker keeps to the range of one voice.
 */
final class VoiceUnits {

	static final int DIMENSIONS = 13;

	private static final int CEPSTRA = DIMENSIONS - 1;

	private static final int BANDS = 24;

	private static final double LOW_HZ = 100;

	private static final double HIGH_HZ = 3700;

	private static final int UNIT_FRAMES = 25;

	private static final int PIECE_SAMPLES = 3 * PitchTracker.SAMPLE_RATE;

	private static final int FRAMES_PER_PIECE = 300;

	private VoiceUnits() {
	}

	/**
	 * Measures the units of a recording.
	 * @param speech 16 kHz mono
	 * @return one vector per unit, in the order of time
	 */
	static List<double[]> of(float[] speech) {
		Spectrogram spectrogram = Spectrogram.of(speech, PitchTracker.SAMPLE_RATE);
		MelBands bands = new MelBands(BANDS, LOW_HZ, HIGH_HZ, spectrogram.binHz());
		List<double[]> units = new ArrayList<>();
		List<double[]> voiced = new ArrayList<>();
		for (int start = 0; start < speech.length; start += PIECE_SAMPLES) {
			int end = Math.min(speech.length, start + PIECE_SAMPLES);
			PitchTrack pitch = PitchTracker.track(Arrays.copyOfRange(speech, start, end));
			int first = start / PIECE_SAMPLES * FRAMES_PER_PIECE;
			for (int i = 0; i < pitch.voiced().length && first + i < spectrogram.frames().size(); i++) {
				if (pitch.voiced()[i]) {
					voiced.add(frame(spectrogram.frames().get(first + i), bands, pitch.hertz()[i]));
				}
				if (voiced.size() == UNIT_FRAMES) {
					units.add(summary(voiced));
					voiced.clear();
				}
			}
		}
		return units;
	}

	private static double[] frame(double[] power, MelBands bands, double hertz) {
		double[] energies = bands.logEnergies(power, 1);
		double[] frame = new double[DIMENSIONS];
		for (int c = 0; c < CEPSTRA; c++) {
			for (int band = 0; band < BANDS; band++) {
				frame[c] += Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * (c + 1) * (band + 0.5) / BANDS)
						* energies[band];
			}
		}
		frame[CEPSTRA] = Math.log(hertz) / Math.log(2);
		return frame;
	}

	private static double[] summary(List<double[]> frames) {
		double[] summary = new double[DIMENSIONS];
		for (double[] frame : frames) {
			for (int c = 0; c < CEPSTRA; c++) {
				summary[c] += frame[c] / frames.size();
			}
		}
		summary[CEPSTRA] = Statistics.median(frames.stream().mapToDouble((frame) -> frame[CEPSTRA]).toArray());
		return summary;
	}

}
