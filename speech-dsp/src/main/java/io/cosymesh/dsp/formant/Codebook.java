package io.cosymesh.dsp.formant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Sixty-four typical cepstra of the synthesizer's reference voice; a speaker's formants
 * fit when every frame lies near one of them.
 */
final class Codebook {

	private static final Codebook REFERENCE = load();

	private final double[][] entries;

	Codebook(double[][] entries) {
		this.entries = entries;
	}

	static Codebook reference() {
		return REFERENCE;
	}

	/** Returns the mean squared distance of the frames to their nearest entries. */
	double distance(double[][] cepstra) {
		double sum = 0;
		for (double[] frame : cepstra) {
			sum += nearest(frame);
		}
		return sum / cepstra.length;
	}

	private double nearest(double[] frame) {
		double nearest = Double.POSITIVE_INFINITY;
		for (double[] entry : this.entries) {
			double distance = 0;
			for (int c = 0; c < frame.length && distance < nearest; c++) {
				double difference = frame[c] - entry[c];
				distance += difference * difference;
			}
			nearest = Math.min(nearest, distance);
		}
		return nearest;
	}

	private static Codebook load() {
		try (InputStream resource = Objects.requireNonNull(Codebook.class.getResourceAsStream("codebook.csv"));
				BufferedReader reader = new BufferedReader(
						new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
			return new Codebook(reader.lines()
				.filter((line) -> !line.startsWith("#"))
				.map(Codebook::parse)
				.toArray(double[][]::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static double[] parse(String line) {
		return Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
	}

}
