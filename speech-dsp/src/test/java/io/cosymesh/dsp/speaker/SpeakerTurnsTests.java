package io.cosymesh.dsp.speaker;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.cosymesh.dsp.Tones;

import static org.assertj.core.api.Assertions.assertThat;

class SpeakerTurnsTests {

	@Test
	void oneToneAllThroughIsOneVoice() {
		assertThat(SpeakerTurns.distance(Tones.voice(140, 16_000, 10), 16_000)).isLessThan(0.1);
	}

	@Test
	void voiceThatTakesOverAnOctaveHigherIsAnother() {
		float[] low = Tones.voice(110, 16_000, 5);
		float[] both = Arrays.copyOf(low, 2 * low.length);
		System.arraycopy(Tones.voice(220, 16_000, 5), 0, both, low.length, low.length);
		assertThat(SpeakerTurns.distance(both, 16_000)).isGreaterThan(1);
	}

	@Test
	void silenceAndWhatIsTooShortToTellAreAlike() {
		assertThat(SpeakerTurns.distance(new float[160_000], 16_000)).isZero();
		assertThat(SpeakerTurns.distance(new float[0], 16_000)).isZero();
		assertThat(SpeakerTurns.distance(Tones.voice(140, 16_000, 2), 16_000)).isZero();
	}

}
