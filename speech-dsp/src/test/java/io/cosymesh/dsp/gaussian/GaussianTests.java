package io.cosymesh.dsp.gaussian;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class GaussianTests {

	private static final int MANY = 20_000;

	@Test
	void whatIsCarriedIsSpreadLikeTheTarget() {
		List<double[]> source = vectors(1, 3, 0.5, 1);
		List<double[]> target = vectors(2, -1, 2, 4);
		Transport transport = Gaussian.of(source).transportTo(Gaussian.of(target));
		List<double[]> carried = source.stream().map(transport::apply).toList();
		for (int i = 0; i < 2; i++) {
			assertThat(mean(carried, i)).isCloseTo(mean(target, i), within(1e-9));
			for (int j = 0; j < 2; j++) {
				assertThat(covariance(carried, i, j)).isCloseTo(covariance(target, i, j), within(0.02));
			}
		}
	}

	@Test
	void toItselfNothingMoves() {
		Gaussian same = Gaussian.of(vectors(1, 3, 0.5, 1));
		double[] carried = same.transportTo(same).apply(new double[] { 0.3, -7 });
		assertThat(carried[0]).isCloseTo(0.3, within(1e-6));
		assertThat(carried[1]).isCloseTo(-7, within(1e-6));
	}

	@Test
	void shiftIsTheDifferenceOfTheMeans() {
		double[] shift = Gaussian.of(vectors(1, 3, 0.5, 1)).transportTo(Gaussian.of(vectors(1, 5, 0.5, 1))).shift();
		assertThat(shift[0]).isCloseTo(2, within(1e-9));
		assertThat(shift[1]).isCloseTo(2, within(1e-9));
	}

	@Test
	void distanceIsInStandardDeviations() {
		Gaussian gaussian = Gaussian
			.of(List.of(new double[] { -2, 0 }, new double[] { 2, 0 }, new double[] { 0, -1 }, new double[] { 0, 1 }));
		assertThat(gaussian.distance(new double[] { 2, 0 })).isCloseTo(4 / (8 / 3.0), within(1e-9));
		assertThat(gaussian.distance(new double[] { 0, 2 })).isCloseTo(4 / (2 / 3.0), within(1e-9));
	}

	@Test
	void fewVectorsAreTakenForLessDependent() {
		List<double[]> few = List.of(new double[] { 0, 0 }, new double[] { 1, 1 }, new double[] { 2, 2 });
		double along = Gaussian.of(few).distance(new double[] { 2, 2 });
		double across = Gaussian.of(few).distance(new double[] { 2, 0 });
		assertThat(across / along).as("half of the covariance is left").isCloseTo(3, within(1e-6));
	}

	@Test
	void oneVectorIsNoDistribution() {
		assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.of(List.of(new double[] { 1 })))
			.withMessage("A distribution needs at least two vectors");
	}

	private static List<double[]> vectors(long seed, double mean, double mixing, double spread) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		List<double[]> vectors = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			double first = random.nextGaussian();
			double second = random.nextGaussian();
			vectors.add(new double[] { mean + spread * first, mean + mixing * first + second });
		}
		return vectors;
	}

	private static double mean(List<double[]> vectors, int index) {
		return vectors.stream().mapToDouble((vector) -> vector[index]).average().orElseThrow();
	}

	private static double covariance(List<double[]> vectors, int i, int j) {
		double meanI = mean(vectors, i);
		double meanJ = mean(vectors, j);
		return vectors.stream()
			.mapToDouble((vector) -> (vector[i] - meanI) * (vector[j] - meanJ))
			.average()
			.orElseThrow();
	}

}
