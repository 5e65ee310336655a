package io.cosymesh.audio.prepare;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.audio.TestSpeech;
import io.cosymesh.audio.decode.Recording;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.VoiceAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CleanSpeechTests {

	@ParameterizedTest
	@ValueSource(ints = { 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000 })
	void comesOutAt24kHzWithTheSamePitchAndLength(int sampleRate) {
		CleanSpeech speech = clean(TestSpeech.voice(2, sampleRate), sampleRate);
		assertThat(speech.samples().length / 24_000.0).isCloseTo(2, within(0.03));
		VoiceFeatures features = VoiceAnalyzer.measure(speech.samples(), 24_000);
		assertThat(features.medianPitchHz()).isCloseTo(TestSpeech.PITCH, within(2.0));
	}

	@Test
	void losesSilenceAtBothEndsAndNoneInside() {
		float[] word = TestSpeech.voice(1, 24_000);
		float[] pause = new float[24_000];
		CleanSpeech speech = clean(TestSpeech.join(pause, word, pause, word, pause), 24_000);
		assertThat(speech.samples().length / 24_000.0).isCloseTo(3, within(0.05));
	}

	@Test
	void loudSpeechIsBroughtDownToThePeakAndQuietSpeechLeftAlone() {
		float[] loud = TestSpeech.voice(1, 24_000);
		for (int i = 0; i < loud.length; i++) {
			loud[i] *= 1.6f;
		}
		assertThat(peak(clean(loud, 24_000))).isCloseTo(0.8f, within(1e-4f));
		assertThat(peak(clean(TestSpeech.voice(1, 24_000), 24_000))).isCloseTo(0.6f, within(1e-2f));
	}

	@Test
	void neverOutlastsTheLongestAccepted() {
		CleanSpeech speech = CleanSpeech.of(new Recording(TestSpeech.voice(30.1, 24_000), 24_000, "test"), 30);
		assertThat(speech.samples()).hasSize(720_000);
	}

	@Test
	void pcmIsLittleEndianAndTheWaveformHas200Peaks() {
		CleanSpeech speech = clean(TestSpeech.voice(1, 24_000), 24_000);
		ByteBuffer pcm = ByteBuffer.wrap(speech.pcm()).order(ByteOrder.LITTLE_ENDIAN);
		assertThat(pcm.getShort(2 * 5_000) / 32767f).isCloseTo(speech.samples()[5_000], within(1e-4f));
		assertThat(speech.waveform()).hasSize(200).allMatch((peak) -> peak >= 0 && peak <= 1);
		assertThat(speech.waveform().stream().mapToDouble(Double::doubleValue).max().orElseThrow())
			.isCloseTo(peak(speech), within(1e-3));
	}

	@Test
	void trimsLikeLibrosa() {
		float[] samples = new float[24_000];
		java.util.Arrays.fill(samples, 9_900, 13_200, 0.5f);
		// Frame 29 (centre 9570, reach 330) just misses sample 9900; frame 40 (centre
		// 13200) still holds half a frame of it.
		assertThat(SilenceTrimmer.trim(samples)).hasSize(41 * 330 - 30 * 330);
	}

	private static CleanSpeech clean(float[] samples, int sampleRate) {
		return CleanSpeech.of(new Recording(samples, sampleRate, "test"), 30);
	}

	private static float peak(CleanSpeech speech) {
		float peak = 0;
		for (float sample : speech.samples()) {
			peak = Math.max(peak, Math.abs(sample));
		}
		return peak;
	}

}
