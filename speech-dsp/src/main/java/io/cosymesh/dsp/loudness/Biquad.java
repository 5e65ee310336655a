package io.cosymesh.dsp.loudness;

/**
 * A second-order filter section in transposed direct form II:
 * {@code H(z) = (b0 + b1·z⁻¹ + b2·z⁻²) / (1 + a1·z⁻¹ + a2·z⁻²)}. An instance belongs to
 * one stream.
 */
final class Biquad {

	private final double[] numerator;

	private final double[] denominator;

	private double first;

	private double second;

	/**
	 * Creates a section.
	 * @param numerator b0, b1 and b2
	 * @param denominator a1 and a2
	 */
	Biquad(double[] numerator, double[] denominator) {
		this.numerator = numerator.clone();
		this.denominator = denominator.clone();
	}

	double process(double input) {
		double output = this.numerator[0] * input + this.first;
		this.first = this.numerator[1] * input - this.denominator[0] * output + this.second;
		this.second = this.numerator[2] * input - this.denominator[1] * output;
		return output;
	}

	double[] numerator() {
		return this.numerator.clone();
	}

	double[] denominator() {
		return this.denominator.clone();
	}

}
