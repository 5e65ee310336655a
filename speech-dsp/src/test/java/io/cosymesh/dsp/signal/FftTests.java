package io.cosymesh.dsp.signal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class FftTests {

	@Test
	void cosineIsOneBin() {
		double[] cosine = new double[64];
		for (int i = 0; i < cosine.length; i++) {
			cosine[i] = Math.cos(2 * Math.PI * 5 * i / 64);
		}
		double[] power = new Fft(64).power(cosine);
		for (int k = 0; k < power.length; k++) {
			assertThat(power[k]).isCloseTo((k == 5) ? 32 * 32 : 0, within(1e-9));
		}
	}

	@Test
	void inverseRestoresTheSignal() {
		double[] real = { 1, -2, 3, 0.5, 0, 7, -1, 4 };
		double[] imaginary = { 0, 1, 0, 0, -3, 0, 2, 0 };
		double[] transformed = real.clone();
		double[] transformedImaginary = imaginary.clone();
		Fft fft = new Fft(8);
		fft.forward(transformed, transformedImaginary);
		fft.inverse(transformed, transformedImaginary);
		assertThat(transformed).containsExactly(real, within(1e-12));
		assertThat(transformedImaginary).containsExactly(imaginary, within(1e-12));
	}

	@Test
	void sizeMustBePowerOfTwo() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Fft(48)).withMessageContaining("48");
	}

}
