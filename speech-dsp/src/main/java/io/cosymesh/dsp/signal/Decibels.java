package io.cosymesh.dsp.signal;

/**
 * Levels on the logarithmic scale.
 */
public final class Decibels {

	private static final double FLOOR = 1e-12;

	private Decibels() {
	}

	/**
	 * Returns {@code 10·log10(power)}, at least −120 dB.
	 * @param power a power
	 * @return the level in dB
	 */
	public static double ofPower(double power) {
		return 10 * Math.log10(power + FLOOR);
	}

	/**
	 * Returns {@code 10^(level/20)}.
	 * @param level a level in dB
	 * @return the factor on amplitudes
	 */
	public static double toAmplitude(double level) {
		return Math.pow(10, level / 20);
	}

}
