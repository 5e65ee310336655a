package io.cosymesh.dsp.mel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.dsp.Tones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ChirpTransformTests {

	@ParameterizedTest
	@ValueSource(ints = { 2, 7, 400, 512, 1920 })
	void powerIsThatOfTheDefinition(int length) {
		float[] noise = Tones.noise(length, 1, 0.3);
		double[] frame = new double[length];
		for (int i = 0; i < length; i++) {
			frame[i] = noise[i];
		}
		assertThat(new ChirpTransform(length).power(frame)).containsExactly(DirectTransform.power(frame), within(1e-9));
	}

}
