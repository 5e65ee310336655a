package io.cosymesh.dsp.signal;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.dsp.Tones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ResamplerTests {

	@ParameterizedTest
	@CsvSource({ "22050,24000", "24000,16000", "44100,16000", "48000,24000", "16000,8000", "24000,24000",
			"11025,48000" })
	void toneKeepsItsPhaseAndLevel(int from, int to) {
		float[] converted = Resampler.convert(Tones.sine(1000, from, 0.5), from, to);
		float[] expected = Tones.sine(1000, to, 0.5);
		assertThat(converted.length).isCloseTo(expected.length, within(5));
		for (int i = to / 20; i < to / 3; i++) {
			assertThat(converted[i]).isCloseTo(expected[i], within(0.002f));
		}
	}

	@Test
	void toneAboveTheNewNyquistFrequencyDisappears() {
		float[] converted = Resampler.convert(Tones.sine(10_000, 48_000, 0.5), 48_000, 16_000);
		assertThat(Tones.rms(converted, 1000, 7000)).isLessThan(1e-4);
	}

	@Test
	void piecesGiveTheSameAsTheWhole() {
		float[] samples = Tones.noise(22_050, 0.3, 0.3);
		Resampler resampler = new Resampler(22_050, 24_000);
		float[] whole = Resampler.convert(samples, 22_050, 24_000);
		float[] pieces = new float[0];
		for (int start = 0; start < samples.length; start += 777) {
			pieces = join(pieces,
					resampler.process(Arrays.copyOfRange(samples, start, Math.min(samples.length, start + 777))));
		}
		assertThat(join(pieces, resampler.finish())).containsExactly(whole, within(1e-6f));
	}

	@Test
	void nothingGivesNothing() {
		assertThat(Resampler.convert(new float[0], 22_050, 24_000)).isEmpty();
	}

	private static float[] join(float[] a, float[] b) {
		float[] joined = Arrays.copyOf(a, a.length + b.length);
		System.arraycopy(b, 0, joined, a.length, b.length);
		return joined;
	}

}
