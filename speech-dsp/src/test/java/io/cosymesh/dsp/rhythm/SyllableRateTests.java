package io.cosymesh.dsp.rhythm;

import org.junit.jupiter.api.Test;

import io.cosymesh.dsp.Tones;
import io.cosymesh.dsp.spectrum.Spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SyllableRateTests {

	@Test
	void loudnessPeaksAreCounted() {
		float[] voice = Tones.voice(130, 16_000, 3);
		for (int i = 0; i < voice.length; i++) {
			voice[i] *= (float) (0.15 + 0.85 * Math.pow(Math.sin(Math.PI * 4 * i / 16_000), 2));
		}
		assertThat(SyllableRate.of(Spectrogram.of(voice, 16_000))).isCloseTo(4, within(0.5));
	}

	@Test
	void steadyToneHasNoSyllables() {
		assertThat(SyllableRate.of(Spectrogram.of(Tones.voice(130, 16_000, 2), 16_000))).isZero();
	}

}
