package io.cosymesh.dsp.formant;

import org.junit.jupiter.api.Test;

import io.cosymesh.dsp.Tones;
import io.cosymesh.dsp.formant.LinearPrediction.Formant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LinearPredictionTests {

	private static final int RATE = 8_000;

	@Test
	void resonancesOfAFilterAreFound() {
		double[] signal = resonate(resonate(excitation(), 700, 80), 2200, 120);
		var formants = LinearPrediction.formants(LinearPrediction.coefficients(signal, 4), RATE);
		assertThat(formants).hasSize(2);
		assertThat(formants.getFirst().hertz()).isCloseTo(700, within(20.0));
		assertThat(formants.getFirst().bandwidthHz()).isCloseTo(80, within(40.0));
		assertThat(formants.getLast().hertz()).isCloseTo(2200, within(20.0));
	}

	@Test
	void formantsOfAHigherOrderHoldTheResonances() {
		double[] signal = resonate(resonate(resonate(excitation(), 500, 60), 1500, 90), 2500, 120);
		var formants = LinearPrediction.formants(LinearPrediction.coefficients(signal, 10), RATE);
		for (double expected : new double[] { 500, 1500, 2500 }) {
			assertThat(formants.stream().map(Formant::hertz))
				.anySatisfy((hertz) -> assertThat(hertz).isCloseTo(expected, within(40.0)));
		}
	}

	@Test
	void silenceHasNoFormants() {
		double[] coefficients = LinearPrediction.coefficients(new double[240], 10);
		assertThat(coefficients[0]).isOne();
		assertThat(LinearPrediction.formants(coefficients, RATE)).isEmpty();
	}

	private static double[] excitation() {
		float[] noise = Tones.noise(RATE, 1, 0.1);
		double[] signal = new double[noise.length];
		for (int i = 0; i < signal.length; i++) {
			signal[i] = noise[i];
		}
		return signal;
	}

	private static double[] resonate(double[] input, double hertz, double bandwidth) {
		double radius = Math.exp(-Math.PI * bandwidth / RATE);
		double first = 2 * radius * Math.cos(2 * Math.PI * hertz / RATE);
		double[] output = new double[input.length];
		for (int i = 0; i < input.length; i++) {
			output[i] = input[i] + ((i > 0) ? first * output[i - 1] : 0)
					- ((i > 1) ? radius * radius * output[i - 2] : 0);
		}
		return output;
	}

}
