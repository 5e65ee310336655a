package io.cosymesh.dsp.loudness;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LoudnessTests {

	/** One channel of a full-scale sine of 997 Hz: ITU-R BS.1770-4, annex 1. */
	private static final double FULL_SCALE_SINE_LUFS = -3.01;

	@Test
	void coefficientsAt48kHzAreThoseOfTheRecommendation() {
		Biquad shelf = KWeighting.shelf(48_000);
		assertThat(shelf.numerator())
			.containsExactly(new double[] { 1.53512485958697, -2.69169618940638, 1.19839281085285 }, within(1e-9));
		assertThat(shelf.denominator()).containsExactly(new double[] { -1.69065929318241, 0.73248077421585 },
				within(1e-9));
		Biquad highPass = KWeighting.highPass(48_000);
		assertThat(highPass.numerator()).containsExactly(new double[] { 1, -2, 1 }, within(1e-9));
		assertThat(highPass.denominator()).containsExactly(new double[] { -1.99004745483398, 0.99007225036621 },
				within(1e-9));
	}

	@ParameterizedTest
	@ValueSource(ints = { 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000 })
	void sineOfFullScaleMeasuresTheSameAtEveryRate(int sampleRate) {
		assertThat(Loudness.integrated(sine(0, sampleRate, 5), sampleRate)).isCloseTo(FULL_SCALE_SINE_LUFS,
				within(0.05));
	}

	@Test
	void levelMovesTheLoudnessByAsMuch() {
		assertThat(Loudness.integrated(sine(-20, 48_000, 5), 48_000)).isCloseTo(FULL_SCALE_SINE_LUFS - 20,
				within(0.05));
	}

	/** EBU Tech 3341, case 3, on one channel. */
	@Test
	void whatIsTenUnitsQuieterThanTheRestDoesNotCount() {
		float[] programme = join(sine(-36, 48_000, 10), sine(-23, 48_000, 60), sine(-36, 48_000, 10));
		assertThat(Loudness.integrated(programme, 48_000)).isCloseTo(-23 + FULL_SCALE_SINE_LUFS, within(0.1));
	}

	/** EBU Tech 3341, case 4, on one channel. */
	@Test
	void silenceDoesNotCount() {
		float[] programme = join(new float[480_000], sine(-72, 48_000, 10), sine(-36, 48_000, 10),
				sine(-23, 48_000, 60), sine(-36, 48_000, 10), sine(-72, 48_000, 10));
		assertThat(Loudness.integrated(programme, 48_000)).isCloseTo(-23 + FULL_SCALE_SINE_LUFS, within(0.1));
	}

	@Test
	void nothingToHearIsSilence() {
		assertThat(Loudness.integrated(new float[0], 24_000)).isEqualTo(Loudness.SILENCE_LUFS);
		assertThat(Loudness.integrated(new float[24_000], 24_000)).isEqualTo(Loudness.SILENCE_LUFS);
		assertThat(Loudness.integrated(sine(-90, 24_000, 1), 24_000)).isEqualTo(Loudness.SILENCE_LUFS);
	}

	@Test
	void whatIsShorterThanABlockIsMeasuredAsOne() {
		assertThat(Loudness.integrated(sine(-10, 48_000, 0.3), 48_000)).isCloseTo(FULL_SCALE_SINE_LUFS - 10,
				within(0.3));
	}

	@Test
	void truePeakLiesBetweenTheSamples() {
		float[] between = new float[4_800];
		for (int i = 0; i < between.length; i++) {
			between[i] = (float) Math.sin(Math.PI / 4 + Math.PI / 2 * i);
		}
		assertThat(between[0]).isCloseTo(0.7071f, within(1e-4f));
		assertThat(TruePeak.decibels(between)).isBetween(-0.4, 0.2);
		assertThat(TruePeak.decibels(new float[100])).isEqualTo(-120);
		assertThat(TruePeak.amplitude(new float[] { 0, -0.9f, 0 })).isGreaterThanOrEqualTo(0.9f);
	}

	private static float[] sine(double decibels, int sampleRate, double seconds) {
		float[] samples = new float[(int) (sampleRate * seconds)];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (float) (Math.pow(10, decibels / 20) * Math.sin(2 * Math.PI * 997 * i / sampleRate));
		}
		return samples;
	}

	private static float[] join(float[]... parts) {
		float[] joined = new float[Arrays.stream(parts).mapToInt((part) -> part.length).sum()];
		int offset = 0;
		for (float[] part : parts) {
			System.arraycopy(part, 0, joined, offset, part.length);
			offset += part.length;
		}
		return joined;
	}

}
