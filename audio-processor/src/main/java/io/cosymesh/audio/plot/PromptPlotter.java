package io.cosymesh.audio.plot;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.audio.decode.Recording;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.PromptPlot;
import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;

/**
 * Measures what a drawing of a recording needs.
 */
public final class PromptPlotter {

	/** Columns at most, and none shorter than a frame of the analyses. */
	static final int COLUMNS = 400;

	private static final double SHORTEST_COLUMN_SECONDS = 0.01;

	private static final double WAVE_STEP = 1e3;

	private static final double PITCH_STEP = 10;

	private PromptPlotter() {
	}

	/**
	 * Measures a recording.
	 * @param recording the recording as it came
	 * @return its waveform, spectrogram and pitch, of equally many columns
	 */
	public static PromptPlot plot(Recording recording) {
		int columns = (int) Math.clamp(recording.seconds() / SHORTEST_COLUMN_SECONDS, 1, COLUMNS);
		float[] wide = Resampler.convert(recording.samples(), recording.sampleRate(), PcmFormat.SAMPLE_RATE);
		float[] narrow = Resampler.convert(recording.samples(), recording.sampleRate(), PitchTracker.SAMPLE_RATE);
		return new PromptPlot(recording.seconds(), waveform(recording.samples(), columns),
				SpectrogramCells.of(wide, PcmFormat.SAMPLE_RATE, columns),
				pitch(PitchTracker.track(narrow), narrow.length, columns));
	}

	private static PromptPlot.Waveform waveform(float[] samples, int columns) {
		List<Double> low = new ArrayList<>(columns);
		List<Double> high = new ArrayList<>(columns);
		for (int column = 0; column < columns; column++) {
			float lowest = Float.POSITIVE_INFINITY;
			float highest = Float.NEGATIVE_INFINITY;
			int end = boundary(column + 1, samples.length, columns);
			for (int i = boundary(column, samples.length, columns); i < end; i++) {
				lowest = Math.min(lowest, samples[i]);
				highest = Math.max(highest, samples[i]);
			}
			low.add(rounded(Math.min(lowest, highest), WAVE_STEP));
			high.add(rounded(Math.max(lowest, highest), WAVE_STEP));
		}
		return new PromptPlot.Waveform(low, high);
	}

	private static PromptPlot.Pitch pitch(PitchTrack track, int samples, int columns) {
		List<Double> hertz = new ArrayList<>(columns);
		double framesPerColumn = samples / (PitchTracker.SAMPLE_RATE * SHORTEST_COLUMN_SECONDS) / columns;
		for (int column = 0; column < columns; column++) {
			int frame = (int) Math.min(track.hertz().length - 1, (column + 0.5) * framesPerColumn);
			hertz.add(track.voiced()[frame] ? rounded(track.hertz()[frame], PITCH_STEP) : 0);
		}
		return new PromptPlot.Pitch(hertz);
	}

	static int boundary(int column, int length, int columns) {
		return (int) ((long) length * column / columns);
	}

	private static double rounded(double value, double steps) {
		return Math.round(value * steps) / steps;
	}

}
