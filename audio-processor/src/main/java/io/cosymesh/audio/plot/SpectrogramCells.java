package io.cosymesh.audio.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PromptPlot;
import io.cosymesh.dsp.signal.Decibels;
import io.cosymesh.dsp.spectrum.Spectrogram;

/**
 * Reduces a spectrogram to cells of one byte: 80 rows, equally wide on the mel scale
 * {@code 2595·log10(1 + f/700)}, and as many columns as asked for. A cell is the highest
 * mean power of its row in any frame of its column, so that nothing short gets lost.
 */
final class SpectrogramCells {

	static final int ROWS = 80;

	static final double FLOOR_DB = 80;

	private static final double LOWEST_HZ = 50;

	private SpectrogramCells() {
	}

	static PromptPlot.Spectrogram of(float[] samples, int sampleRate, int columns) {
		Spectrogram spectrogram = Spectrogram.of(samples, sampleRate);
		double[] edges = edges(sampleRate / 2.0);
		double[] levels = new double[columns * ROWS];
		Arrays.fill(levels, Decibels.ofPower(0));
		List<double[]> frames = spectrogram.frames();
		for (int column = 0; column < columns; column++) {
			int first = PromptPlotter.boundary(column, frames.size(), columns);
			int end = Math.max(first + 1, PromptPlotter.boundary(column + 1, frames.size(), columns));
			for (double[] frame : frames.subList(first, Math.min(end, frames.size()))) {
				raise(levels, column, frame, edges, spectrogram.binHz());
			}
		}
		return new PromptPlot.Spectrogram(columns, centres(edges), -FLOOR_DB, AudioBytes.of(quantised(levels)));
	}

	private static void raise(double[] levels, int column, double[] frame, double[] edges, double binHz) {
		for (int row = 0; row < ROWS; row++) {
			int first = (int) Math.round(edges[row] / binHz);
			int end = Math.min(frame.length, Math.max(first + 1, (int) Math.round(edges[row + 1] / binHz)));
			double sum = 0;
			for (int bin = first; bin < end; bin++) {
				sum += frame[bin];
			}
			int cell = column * ROWS + row;
			levels[cell] = Math.max(levels[cell], Decibels.ofPower(sum / Math.max(1, end - first)));
		}
	}

	private static byte[] quantised(double[] levels) {
		double loudest = Arrays.stream(levels).max().orElse(0);
		byte[] cells = new byte[levels.length];
		for (int i = 0; i < levels.length; i++) {
			double share = 1 + (levels[i] - loudest) / FLOOR_DB;
			cells[i] = (byte) Math.round(255 * Math.clamp(share, 0, 1));
		}
		return cells;
	}

	private static double[] edges(double highHz) {
		double low = 2595 * Math.log10(1 + LOWEST_HZ / 700);
		double high = 2595 * Math.log10(1 + highHz / 700);
		double[] edges = new double[ROWS + 1];
		for (int i = 0; i < edges.length; i++) {
			edges[i] = 700 * (Math.pow(10, (low + (high - low) * i / ROWS) / 2595) - 1);
		}
		return edges;
	}

	private static List<Double> centres(double[] edges) {
		List<Double> centres = new ArrayList<>(ROWS);
		for (int row = 0; row < ROWS; row++) {
			centres.add((double) Math.round((edges[row] + edges[row + 1]) / 2));
		}
		return centres;
	}

}
