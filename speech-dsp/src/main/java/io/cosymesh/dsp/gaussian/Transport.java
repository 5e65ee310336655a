package io.cosymesh.dsp.gaussian;

/**
 * The optimal transport between two normal distributions: a linear map.
 */
public final class Transport {

	private final double[] from;

	private final double[] to;

	private final SymmetricMatrix map;

	Transport(double[] from, double[] to, SymmetricMatrix map) {
		this.from = from;
		this.to = to;
		this.map = map;
	}

	/**
	 * Returns where a vector is carried to.
	 * @param vector a vector of the first distribution
	 * @return its like in the second
	 */
	public double[] apply(double[] vector) {
		double[] carried = this.map.times(Gaussian.minus(vector, this.from));
		for (int i = 0; i < carried.length; i++) {
			carried[i] += this.to[i];
		}
		return carried;
	}

	/**
	 * Returns how far the mean is carried.
	 * @return the difference of the means
	 */
	public double[] shift() {
		return Gaussian.minus(this.to, this.from);
	}

}
