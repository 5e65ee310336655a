package io.cosymesh.dsp.gaussian;

/**
 * A small symmetric matrix that is positive semidefinite. Its powers come from the
 * eigenvalue decomposition {@code M = V·Λ·Vᵀ} by cyclic Jacobi rotations (Golub and Van
 * Loan 2013, §8.5): {@code Mᵖ = V·Λᵖ·Vᵀ}.
 */
final class SymmetricMatrix {

	private static final int MOST_SWEEPS = 50;

	/** Off-diagonal energy, relative to the diagonal's, below which nothing changes. */
	private static final double PRECISION = 1e-24;

	/** Relative size below which an eigenvalue is noise. */
	private static final double SMALLEST = 1e-9;

	private final double[][] values;

	private SymmetricMatrix(double[][] values) {
		this.values = values;
	}

	static SymmetricMatrix of(double[][] values) {
		double[][] copy = new double[values.length][values.length];
		for (int i = 0; i < copy.length; i++) {
			for (int j = 0; j < copy.length; j++) {
				copy[i][j] = (values[i][j] + values[j][i]) / 2;
			}
		}
		return new SymmetricMatrix(copy);
	}

	int size() {
		return this.values.length;
	}

	double get(int row, int column) {
		return this.values[row][column];
	}

	/** Returns {@code this·other·this}. */
	SymmetricMatrix around(SymmetricMatrix other) {
		return of(multiply(multiply(this.values, other.values), this.values));
	}

	/** Returns {@code this·vector}. */
	double[] times(double[] vector) {
		double[] product = new double[vector.length];
		for (int i = 0; i < product.length; i++) {
			for (int j = 0; j < vector.length; j++) {
				product[i] += this.values[i][j] * vector[j];
			}
		}
		return product;
	}

	/** Returns the matrix to a power; eigenvalues that are next to nothing are lifted. */
	SymmetricMatrix power(double exponent) {
		double[][] diagonal = of(this.values).values;
		double[][] vectors = diagonalise(diagonal);
		double largest = 0;
		for (int i = 0; i < size(); i++) {
			largest = Math.max(largest, diagonal[i][i]);
		}
		double smallest = Math.max(Double.MIN_NORMAL, SMALLEST * largest);
		double[][] power = new double[size()][size()];
		for (int k = 0; k < size(); k++) {
			double value = Math.pow(Math.max(smallest, diagonal[k][k]), exponent);
			for (int i = 0; i < size(); i++) {
				for (int j = 0; j < size(); j++) {
					power[i][j] += vectors[i][k] * value * vectors[j][k];
				}
			}
		}
		return of(power);
	}

	/** Makes a matrix diagonal in place. */
	private static double[][] diagonalise(double[][] matrix) {
		double[][] vectors = new double[matrix.length][matrix.length];
		for (int i = 0; i < matrix.length; i++) {
			vectors[i][i] = 1;
		}
		for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(matrix); sweep++) {
			for (int p = 0; p < matrix.length; p++) {
				for (int q = p + 1; q < matrix.length; q++) {
					rotate(matrix, vectors, p, q);
				}
			}
		}
		return vectors;
	}

	private static boolean isDiagonal(double[][] matrix) {
		double diagonal = 0;
		double rest = 0;
		for (int i = 0; i < matrix.length; i++) {
			for (int j = 0; j < matrix.length; j++) {
				double square = matrix[i][j] * matrix[i][j];
				diagonal += (i == j) ? square : 0;
				rest += (i == j) ? 0 : square;
			}
		}
		return rest <= PRECISION * diagonal;
	}

	/** Turns the plane of two axes so that the element between them vanishes. */
	private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
		if (matrix[p][q] == 0) {
			return;
		}
		double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
		double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
		double cosine = 1 / Math.sqrt(tangent * tangent + 1);
		double sine = tangent * cosine;
		for (int k = 0; k < matrix.length; k++) {
			turn(matrix[k], p, q, cosine, sine);
			turn(vectors[k], p, q, cosine, sine);
		}
		for (int k = 0; k < matrix.length; k++) {
			double upper = matrix[p][k];
			double lower = matrix[q][k];
			matrix[p][k] = cosine * upper - sine * lower;
			matrix[q][k] = sine * upper + cosine * lower;
		}
	}

	private static void turn(double[] row, int p, int q, double cosine, double sine) {
		double left = row[p];
		double right = row[q];
		row[p] = cosine * left - sine * right;
		row[q] = sine * left + cosine * right;
	}

	private static double[][] multiply(double[][] a, double[][] b) {
		double[][] product = new double[a.length][a.length];
		for (int i = 0; i < a.length; i++) {
			for (int k = 0; k < a.length; k++) {
				for (int j = 0; j < a.length; j++) {
					product[i][j] += a[i][k] * b[k][j];
				}
			}
		}
		return product;
	}

}
