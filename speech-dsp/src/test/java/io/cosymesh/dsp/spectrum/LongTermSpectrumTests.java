package io.cosymesh.dsp.spectrum;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.cosymesh.dsp.Tones;
import io.cosymesh.dsp.signal.FirDesign;
import io.cosymesh.dsp.signal.FirFilter;
import io.cosymesh.dsp.signal.Resampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LongTermSpectrumTests {

	@Test
	void whiteNoiseIsFlat() {
		List<Double> levels = LongTermSpectrum.of(Spectrogram.of(Tones.noise(16_000, 4, 0.1), 16_000));
		assertThat(levels).hasSize(16).allSatisfy((level) -> assertThat(level).isCloseTo(0, within(1.5)));
		assertThat(levels.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(0, within(1e-9));
	}

	@Test
	void filterShowsAsItsGain() {
		float[] response = FirDesign.linearPhase(513, new double[] { 400, 800 }, new double[] { 0, 12 }, 16_000);
		float[] filtered = new FirFilter(response).process(Tones.noise(16_000, 4, 0.1));
		List<Double> levels = LongTermSpectrum.of(Spectrogram.of(filtered, 16_000));
		assertThat(levels.getLast() - levels.getFirst()).isCloseTo(12, within(2.0));
	}

	@Test
	void levelDoesNotDependOnLoudnessOrPauses() {
		float[] noise = Tones.noise(16_000, 2, 0.1);
		float[] paused = new float[64_000];
		for (int i = 0; i < noise.length; i++) {
			paused[16_000 + i] = noise[i] / 4;
		}
		List<Double> expected = LongTermSpectrum.of(Spectrogram.of(noise, 16_000));
		List<Double> levels = LongTermSpectrum.of(Spectrogram.of(paused, 16_000));
		for (int i = 0; i < levels.size(); i++) {
			assertThat(levels.get(i)).isCloseTo(expected.get(i), within(0.5));
		}
	}

	@Test
	void telephoneSpeechIsNarrowHoweverItIsSampled() {
		float[] narrow = Resampler.convert(Tones.voice(120, 8_000, 1), 8_000, 24_000);
		float[] wide = Tones.sum(Tones.voice(120, 24_000, 1), Tones.noise(24_000, 1, 0.01));
		assertThat(LongTermSpectrum.bandwidth(Spectrogram.of(narrow, 24_000))).isBetween(3250.0, 4250.0);
		assertThat(LongTermSpectrum.bandwidth(Spectrogram.of(wide, 24_000))).isGreaterThan(10_000);
	}

}
