package io.cosymesh.dsp.mel;

/**
 * A matrix of features, row after row. Its values are shared, not copied, and nobody
 * changes them.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values rows times columns values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record FeatureMatrix(int rows, int columns, float[] values) {

	public FeatureMatrix {
		if (values.length != rows * columns) {
			throw new IllegalArgumentException(
					"%d values are no %d by %d matrix".formatted(values.length, rows, columns));
		}
	}

	/**
	 * Returns one value.
	 * @param row its row
	 * @param column its column
	 * @return the value
	 */
	public float at(int row, int column) {
		return this.values[row * this.columns + column];
	}

	FeatureMatrix transposed() {
		float[] transposed = new float[this.values.length];
		for (int row = 0; row < this.rows; row++) {
			for (int column = 0; column < this.columns; column++) {
				transposed[column * this.rows + row] = at(row, column);
			}
		}
		return new FeatureMatrix(this.columns, this.rows, transposed);
	}

	@Override
	public String toString() {
		return "FeatureMatrix[%d by %d]".formatted(this.rows, this.columns);
	}

}
