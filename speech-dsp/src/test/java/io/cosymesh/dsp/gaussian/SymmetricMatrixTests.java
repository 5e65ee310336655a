package io.cosymesh.dsp.gaussian;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SymmetricMatrixTests {

	@Test
	void rootOfAKnownMatrix() {
		SymmetricMatrix root = SymmetricMatrix.of(new double[][] { { 5, 4 }, { 4, 5 } }).power(0.5);
		assertThat(root.get(0, 0)).isCloseTo(2, within(1e-12));
		assertThat(root.get(0, 1)).isCloseTo(1, within(1e-12));
		assertThat(root.get(1, 1)).isCloseTo(2, within(1e-12));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 12, 24 })
	void inverseRootAroundAMatrixIsTheIdentity(int size) {
		SymmetricMatrix matrix = positive(size);
		SymmetricMatrix identity = matrix.power(-0.5).around(matrix);
		for (int i = 0; i < size; i++) {
			for (int j = 0; j < size; j++) {
				assertThat(identity.get(i, j)).isCloseTo((i == j) ? 1 : 0, within(1e-7));
			}
		}
	}

	@Test
	void matrixWithoutFullRankHasFiniteInverseRoots() {
		SymmetricMatrix flat = SymmetricMatrix.of(new double[][] { { 1, 1 }, { 1, 1 } }).power(-0.5);
		assertThat(flat.get(0, 0)).isFinite();
		assertThat(SymmetricMatrix.of(new double[3][3]).power(0.5).get(0, 0)).isFinite();
	}

	private static SymmetricMatrix positive(int size) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size);
		double[][] values = new double[size][size];
		for (int k = 0; k < 2 * size; k++) {
			double[] vector = random.doubles(size, -1, 1).toArray();
			for (int i = 0; i < size; i++) {
				for (int j = 0; j < size; j++) {
					values[i][j] += vector[i] * vector[j];
				}
			}
		}
		return SymmetricMatrix.of(values);
	}

}
