package io.cosymesh.dsp.signal;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.dsp.Tones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FirTests {

	private static final int RATE = 24_000;

	private final float[] response = FirDesign.linearPhase(513, new double[] { 0, 500, 1000, 4000 },
			new double[] { 6, 6, -12, 0 }, RATE);

	@ParameterizedTest
	@CsvSource({ "300,6", "1000,-12", "6000,0" })
	void toneComesOutAtTheDesignedLevelAndInTime(double hertz, double gain) {
		float[] tone = Tones.sine(hertz, RATE, 0.3);
		FirFilter filter = new FirFilter(this.response);
		float[] filtered = join(filter.process(tone), filter.finish());
		assertThat(filtered).hasSameSizeAs(tone);
		double factor = Tones.rms(filtered, 1000, 6000) / Tones.rms(tone, 1000, 6000);
		assertThat(20 * Math.log10(factor)).isCloseTo(gain, within(1.0));
		for (int i = 2000; i < 3000; i++) {
			assertThat(filtered[i] / factor).isCloseTo(tone[i], within(0.01));
		}
	}

	@Test
	void piecesGiveTheSameAsTheWhole() {
		float[] noise = Tones.noise(RATE, 0.1, 0.3);
		FirFilter whole = new FirFilter(this.response);
		FirFilter pieces = new FirFilter(this.response);
		float[] expected = join(whole.process(noise), whole.finish());
		float[] joined = new float[0];
		for (int start = 0; start < noise.length; start += 100) {
			joined = join(joined,
					pieces.process(Arrays.copyOfRange(noise, start, Math.min(noise.length, start + 100))));
		}
		assertThat(join(joined, pieces.finish())).containsExactly(expected, within(1e-6f));
	}

	private static float[] join(float[] a, float[] b) {
		float[] joined = Arrays.copyOf(a, a.length + b.length);
		System.arraycopy(b, 0, joined, a.length, b.length);
		return joined;
	}

}
