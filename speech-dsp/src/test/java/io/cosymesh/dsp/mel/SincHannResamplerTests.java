package io.cosymesh.dsp.mel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.dsp.Tones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SincHannResamplerTests {

	@ParameterizedTest
	@CsvSource({ "24000,16000", "22050,24000", "48000,16000", "16000,24000", "24000,24000" })
	void toneKeepsItsPhaseAndLevel(int from, int to) {
		float[] converted = SincHannResampler.convert(Tones.sine(500, from, 0.5), from, to);
		float[] expected = Tones.sine(500, to, 0.5);
		assertThat(converted).hasSize((from / 2 * to + from - 1) / from);
		for (int i = to / 20; i < to / 3; i++) {
			assertThat(converted[i]).isCloseTo(expected[i], within(0.01f));
		}
	}

	/**
	 * A unit impulse comes out as the kernel {@code (f/from)·sinc(t)·cos²(πt/12)} with
	 * {@code t = f·(n/from − m/to)}, f being 0.99 times the lower rate; here 24 to 16
	 * kHz.
	 */
	@Test
	void impulseComesOutAsTheKernelOfTorchaudio() {
		float[] impulse = new float[301];
		impulse[150] = 1;
		float[] converted = SincHannResampler.convert(impulse, 24_000, 16_000);
		for (int m = 80; m < 120; m++) {
			double t = 0.99 * 2 * (150 / 3.0 - m / 2.0);
			double kernel = (Math.abs(t) >= 6) ? 0 : 0.66 * ((t == 0) ? 1 : Math.sin(Math.PI * t) / (Math.PI * t))
					* Math.pow(Math.cos(Math.PI * t / 12), 2);
			assertThat(converted[m]).isCloseTo((float) kernel, within(1e-6f));
		}
	}

}
