package io.cosymesh.audio.quality;

import org.junit.jupiter.api.Test;

import io.cosymesh.audio.TestSpeech;
import io.cosymesh.contracts.audio.PromptDetails.Window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BestWindowTests {

	private static final int RATE = 24_000;

	private static final float[] PAUSE = new float[RATE / 2];

	@Test
	void whatIsNotLongIsTakenWhole() {
		assertThat(window(TestSpeech.voice(15, RATE))).isEqualTo(new Window(0, 15));
	}

	@Test
	void cleanHalfIsChosenFromANoisyRecording() {
		float[] sentences = sentences();
		float[] noise = TestSpeech.noise(12, RATE, 0.02);
		for (int i = 0; i < noise.length; i++) {
			sentences[i] += noise[i];
		}
		assertThat(window(sentences).startSeconds()).isGreaterThan(11);
	}

	@Test
	void halfWithoutClippingIsChosen() {
		float[] sentences = sentences();
		for (int i = sentences.length / 2; i < sentences.length; i++) {
			sentences[i] = Math.clamp(4 * sentences[i], -1, 1);
		}
		assertThat(window(sentences).endSeconds()).isLessThan(14);
	}

	@Test
	void beginsAndEndsInPausesAndHoldsEnoughSpeech() {
		Window window = window(sentences());
		assertThat(window.endSeconds() - window.startSeconds()).isBetween(8.0, 15.0);
		assertThat(fromPause(window.startSeconds())).isLessThan(0.3);
		assertThat(fromPause(window.endSeconds())).isLessThan(0.3);
	}

	@Test
	void speechWithoutAPauseIsCutWhereItIsWeakest() {
		float[] speech = TestSpeech.voice(20, RATE);
		Window window = window(speech);
		assertThat(window.startSeconds()).isZero();
		assertThat(window.endSeconds()).isBetween(5.0, 15.0);
		// Its syllables are weakest four times a second.
		double syllables = 4 * window.endSeconds();
		assertThat(syllables).isCloseTo(Math.rint(syllables), within(0.15));
	}

	/** Eight times two and a half seconds, half a second apart. */
	private static float[] sentences() {
		float[] sentence = TestSpeech.voice(2.5, RATE);
		float[] sentences = new float[0];
		for (int i = 0; i < 8; i++) {
			sentences = TestSpeech.join(sentences, sentence, PAUSE);
		}
		return sentences;
	}

	private static double fromPause(double seconds) {
		double inPeriod = seconds % 3;
		return (inPeriod < 1) ? inPeriod : Math.max(0, 2.5 - inPeriod);
	}

	private static Window window(float[] samples) {
		return BestWindow.of(samples, RATE, 1);
	}

}
