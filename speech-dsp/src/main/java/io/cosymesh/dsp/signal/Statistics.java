package io.cosymesh.dsp.signal;

import java.util.Arrays;

/**
 * Order statistics of measured values.
 */
public final class Statistics {

	private Statistics() {
	}

	/**
	 * Returns a percentile with linear interpolation between the neighbours.
	 * @param values the values in any order
	 * @param percent 0 to 100
	 * @return the percentile
	 */
	public static double percentile(double[] values, double percent) {
		if (values.length == 0) {
			throw new IllegalArgumentException("No values");
		}
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		double position = percent / 100 * (sorted.length - 1);
		int below = (int) position;
		int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
	}

	/**
	 * Returns the middle value.
	 * @param values the values in any order
	 * @return the median
	 */
	public static double median(double[] values) {
		return percentile(values, 50);
	}

}
