package io.cosymesh.contracts.audio;

import java.util.List;

import io.cosymesh.contracts.AudioBytes;

/**
 * What a drawing of a recording needs, small enough for a page: a few hundred columns
 * however long it lasts. All three parts span the whole duration.
 *
 * @param durationSeconds how long it lasts
 * @param waveform its outline
 * @param spectrogram its energy over time and frequency
 * @param pitch its melody
 */
public record PromptPlot(double durationSeconds, Waveform waveform, Spectrogram spectrogram, Pitch pitch) {

	/**
	 * The lowest and the highest sample of each of equally long slices.
	 *
	 * @param low lowest samples, −1 to 1
	 * @param high highest samples, as many
	 */
	public record Waveform(List<Double> low, List<Double> high) {

		public Waveform {
			low = List.copyOf(low);
			high = List.copyOf(high);
		}

	}

	/**
	 * Levels over time and frequency, one byte each.
	 *
	 * @param columns number of equally long time slices
	 * @param frequencies centre of each row in Hz, ascending
	 * @param floorDb level of byte 0 in dB below the loudest cell, which is byte 255;
	 * linear in between
	 * @param cells column after column, each from the lowest frequency up
	 */
	public record Spectrogram(int columns, List<Double> frequencies, double floorDb, AudioBytes cells) {

		public Spectrogram {
			frequencies = List.copyOf(frequencies);
		}

	}

	/**
	 * The fundamental frequency at equally distant times.
	 *
	 * @param hertz one value per time slice, 0 where nothing is voiced
	 */
	public record Pitch(List<Double> hertz) {

		public Pitch {
			hertz = List.copyOf(hertz);
		}

	}

}
