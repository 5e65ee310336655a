package io.cosymesh.inference.markup;

/**
 * How words are delivered, compared with how the speaker says them plainly.
 *
 * @param rate factor on the speed
 * @param semitones how much higher
 * @param range factor on the pitch range
 * @param decibels how much louder
 * @param isWhispered whether without voice
 */
public record Delivery(double rate, double semitones, double range, double decibels, boolean isWhispered) {

	/** As the speaker says it plainly. */
	public static final Delivery PLAIN = new Delivery(1, 0, 1, 0, false);

	/** Said with weight. */
	public static final Delivery STRONG = new Delivery(0.88, 1, 1.3, 2, false);

	private static final double SLOWEST = 0.4;

	private static final double FASTEST = 2.5;

	private static final double MOST_SEMITONES = 12;

	private static final double NARROWEST = 0.1;

	private static final double WIDEST = 2.5;

	private static final double SOFTEST_DB = -30;

	private static final double LOUDEST_DB = 9;

	/**
	 * Keeps within what still is speech.
	 */
	public Delivery {
		rate = Math.clamp(rate, SLOWEST, FASTEST);
		semitones = Math.clamp(semitones, -MOST_SEMITONES, MOST_SEMITONES);
		range = Math.clamp(range, NARROWEST, WIDEST);
		decibels = Math.clamp(decibels, SOFTEST_DB, LOUDEST_DB);
	}

	/**
	 * Adds another delivery to this one.
	 * @param other the other
	 * @return both at once
	 */
	public Delivery and(Delivery other) {
		return new Delivery(this.rate * other.rate, this.semitones + other.semitones, this.range * other.range,
				this.decibels + other.decibels, this.isWhispered || other.isWhispered);
	}

	/**
	 * Returns the factor on the pitch: {@code 2^(semitones/12)}.
	 * @return the factor
	 */
	public double pitchFactor() {
		return Math.pow(2, this.semitones / 12);
	}

	/**
	 * Returns the factor on the amplitude: {@code 10^(decibels/20)}.
	 * @return the factor
	 */
	public double amplitudeFactor() {
		return Math.pow(10, this.decibels / 20);
	}

}
