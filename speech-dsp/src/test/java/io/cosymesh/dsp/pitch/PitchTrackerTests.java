package io.cosymesh.dsp.pitch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.dsp.Tones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PitchTrackerTests {

	@ParameterizedTest
	@ValueSource(doubles = { 75, 90, 120, 150, 200, 250, 300, 400 })
	void pitchOfAVoiceIsFoundWithinATenthOfASemitone(double hertz) {
		PitchTrack track = PitchTracker.track(Tones.voice(hertz, 16_000, 1));
		assertThat(track.isVoiced()).isTrue();
		assertThat(PitchTrack.semitones(hertz, track.medianHz())).isCloseTo(0, within(0.1));
		assertThat(track.rangeSemitones()).isLessThan(0.2);
	}

	@Test
	void pitchIsFoundThroughNoise() {
		float[] noisy = Tones.sum(Tones.voice(140, 16_000, 1), Tones.noise(16_000, 1, 0.05));
		assertThat(PitchTrack.semitones(140, PitchTracker.track(noisy).medianHz())).isCloseTo(0, within(0.2));
	}

	@Test
	void noiseLowersTheHarmonicsToNoiseRatio() {
		float[] voice = Tones.voice(140, 16_000, 1);
		double clean = PitchTracker.track(voice).harmonicsToNoiseDb();
		double noisy = PitchTracker.track(Tones.sum(voice, Tones.noise(16_000, 1, 0.1))).harmonicsToNoiseDb();
		assertThat(clean).isGreaterThan(20);
		assertThat(noisy).isBetween(3.0, clean - 5);
	}

	@Test
	void glideOfAnOctaveSpansItsMiddle() {
		float[] glide = new float[32_000];
		double phase = 0;
		for (int i = 0; i < glide.length; i++) {
			phase += 120 * Math.pow(2, 7 / 12.0 * i / glide.length) / 16_000;
			for (int k = 1; k < 20; k++) {
				glide[i] += (float) (0.2 * Math.sin(2 * Math.PI * k * phase) / k);
			}
		}
		PitchTrack track = PitchTracker.track(glide);
		assertThat(track.rangeSemitones()).isCloseTo(0.8 * 7, within(0.3));
		assertThat(track.medianHz()).isCloseTo(120 * Math.pow(2, 3.5 / 12), within(3.0));
	}

	@Test
	void silenceHasNoVoice() {
		assertThat(PitchTracker.track(new float[16_000]).isVoiced()).isFalse();
		assertThat(PitchTracker.track(new float[0]).isVoiced()).isFalse();
	}

	@Test
	void noiseHasNoVoice() {
		assertThat(PitchTracker.track(Tones.noise(16_000, 2, 0.1)).isVoiced()).isFalse();
	}

}
