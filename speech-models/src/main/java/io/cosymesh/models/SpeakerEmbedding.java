package io.cosymesh.models;

/**
 * Where a voice lies among all voices, as CAM++ sees it. It tells people apart and is
 * kept out of logs like the voice itself.
 */
public final class SpeakerEmbedding {

	/** Number of values. */
	public static final int SIZE = 192;

	private final float[] values;

	private final double length;

	SpeakerEmbedding(float[] values) {
		if (values.length != SIZE) {
			throw new IllegalArgumentException("%d values instead of %d".formatted(values.length, SIZE));
		}
		this.values = values.clone();
		this.length = Math.sqrt(product(values, values));
		if (!(this.length > 0 && this.length < Double.POSITIVE_INFINITY)) {
			throw new IllegalArgumentException("The values have no direction");
		}
	}

	/**
	 * Returns the values as the model gave them, not normalised.
	 * @return {@link #SIZE} values
	 */
	public float[] values() {
		return this.values.clone();
	}

	/**
	 * Returns how alike two voices are.
	 * @param other the other voice
	 * @return cosine of the angle between them, −1 to 1
	 */
	public double similarity(SpeakerEmbedding other) {
		return Math.clamp(product(this.values, other.values) / (this.length * other.length), -1, 1);
	}

	private static double product(float[] one, float[] other) {
		double sum = 0;
		for (int i = 0; i < one.length; i++) {
			sum += (double) one[i] * other[i];
		}
		return sum;
	}

	@Override
	public String toString() {
		return "SpeakerEmbedding[" + SIZE + "]";
	}

}
