package io.cosymesh.dsp.gaussian;

import java.util.List;

/**
 * A normal distribution of vectors. Its covariance is shrunk towards its diagonal by the
 * share 20/n, at most one half, as that of few vectors is not to be trusted (Ledoit and
 * Wolf 2004 for the principle).
 */
public final class Gaussian {

	private static final double SHRINKING_VECTORS = 20;

	private static final double LARGEST_SHARE = 0.5;

	private final double[] mean;

	private final SymmetricMatrix covariance;

	private Gaussian(double[] mean, SymmetricMatrix covariance) {
		this.mean = mean;
		this.covariance = covariance;
	}

	/**
	 * Estimates the distribution that vectors come from.
	 * @param vectors at least two, all of one length
	 * @return the distribution
	 */
	public static Gaussian of(List<double[]> vectors) {
		if (vectors.size() < 2) {
			throw new IllegalArgumentException("A distribution needs at least two vectors");
		}
		double[] mean = mean(vectors);
		double[][] covariance = new double[mean.length][mean.length];
		double kept = 1 - Math.min(LARGEST_SHARE, SHRINKING_VECTORS / vectors.size());
		for (double[] vector : vectors) {
			for (int i = 0; i < mean.length; i++) {
				for (int j = 0; j < mean.length; j++) {
					double product = (vector[i] - mean[i]) * (vector[j] - mean[j]) / (vectors.size() - 1);
					covariance[i][j] += (i == j) ? product : kept * product;
				}
			}
		}
		return new Gaussian(mean, SymmetricMatrix.of(covariance));
	}

	/**
	 * Finds the map that carries this distribution to another with the least effort,
	 * measured by the squared distance (Dowson and Landau 1982; Peyré and Cuturi 2019,
	 * remark 2.31): {@code T(c) = μt + A·(c − μs)} with
	 * {@code A = Σs^−½·(Σs^½·Σt·Σs^½)^½·Σs^−½}.
	 * @param target the other distribution
	 * @return the map
	 */
	public Transport transportTo(Gaussian target) {
		SymmetricMatrix root = this.covariance.power(0.5);
		SymmetricMatrix map = this.covariance.power(-0.5).around(root.around(target.covariance).power(0.5));
		return new Transport(this.mean.clone(), target.mean.clone(), map);
	}

	/**
	 * Returns the distance of a vector from the mean in the measure of the covariance
	 * (Mahalanobis 1936), squared: {@code (c − μ)ᵀ·Σ⁻¹·(c − μ)}.
	 * @param vector the vector
	 * @return the squared distance
	 */
	public double distance(double[] vector) {
		double[] difference = minus(vector, this.mean);
		double[] scaled = this.covariance.power(-0.5).times(difference);
		double sum = 0;
		for (double component : scaled) {
			sum += component * component;
		}
		return sum;
	}

	static double[] minus(double[] a, double[] b) {
		double[] difference = new double[a.length];
		for (int i = 0; i < a.length; i++) {
			difference[i] = a[i] - b[i];
		}
		return difference;
	}

	private static double[] mean(List<double[]> vectors) {
		double[] mean = new double[vectors.getFirst().length];
		for (double[] vector : vectors) {
			for (int i = 0; i < mean.length; i++) {
				mean[i] += vector[i] / vectors.size();
			}
		}
		return mean;
	}

}
