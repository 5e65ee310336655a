package io.cosymesh.dsp.speaker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * How much the units of one speaker vary by what is said: the yardstick for differences
 * between speakers. A recording is too short to tell it of itself.
 */
final class WithinSpeaker {

	private static final double[][] PRECISION = load();

	private WithinSpeaker() {
	}

	/** Returns the squared Mahalanobis length {@code dᵀ·Σ⁻¹·d} of a difference. */
	static double squaredLength(double[] difference) {
		double sum = 0;
		for (int i = 0; i < difference.length; i++) {
			for (int j = 0; j < difference.length; j++) {
				sum += difference[i] * PRECISION[i][j] * difference[j];
			}
		}
		return sum;
	}

	private static double[][] load() {
		try (InputStream resource = Objects
			.requireNonNull(WithinSpeaker.class.getResourceAsStream("within-speaker.csv"));
				BufferedReader reader = new BufferedReader(
						new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
			return reader.lines()
				.filter((line) -> !line.startsWith("#") && !line.isBlank())
				.map((line) -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
				.toArray(double[][]::new);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
