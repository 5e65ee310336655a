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
import io.cosymesh.dsp.loudness.Loudness;
import io.cosymesh.dsp.loudness.TruePeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CleanSpeechTests {

	private static final Levelling LEVELLING = new Levelling(-23, -2, 20);

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

	@ParameterizedTest
	@ValueSource(doubles = { -12, 0, 4 })
	void comesOutAtTheLoudnessOfEbuR128(double decibels) {
		CleanSpeech speech = clean(amplified(TestSpeech.voice(2, 24_000), decibels), 24_000);
		assertThat(Loudness.integrated(speech.samples(), 24_000)).isCloseTo(-23, within(0.05));
		assertThat(TruePeak.decibels(speech.samples())).isLessThan(-2);
	}

	@Test
	void highPeaksKeepItQuieterThanThat() {
		float[] peaky = amplified(TestSpeech.voice(2, 24_000), -20);
		peaky[20_000] = 0.9f;
		CleanSpeech speech = clean(peaky, 24_000);
		assertThat(TruePeak.decibels(speech.samples())).isCloseTo(-2, within(0.01));
		assertThat(Loudness.integrated(speech.samples(), 24_000)).isLessThan(-24);
	}

	@Test
	void veryQuietSpeechIsOnlyMadeLouderByTheGainAllowed() {
		CleanSpeech speech = clean(amplified(TestSpeech.voice(2, 24_000), -50), 24_000);
		assertThat(speech.gainDb()).isEqualTo(20);
	}

	@Test
	void neverOutlastsTheLongestAccepted() {
		CleanSpeech speech = CleanSpeech.of(new Recording(TestSpeech.voice(30.1, 24_000), 24_000, "test"), 30,
				LEVELLING);
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
		return CleanSpeech.of(new Recording(samples, sampleRate, "test"), 30, LEVELLING);
	}

	private static float[] amplified(float[] samples, double decibels) {
		float[] amplified = new float[samples.length];
		for (int i = 0; i < samples.length; i++) {
			amplified[i] = (float) (samples[i] * Math.pow(10, decibels / 20));
		}
		return amplified;
	}

	private static float peak(CleanSpeech speech) {
		float peak = 0;
		for (float sample : speech.samples()) {
			peak = Math.max(peak, Math.abs(sample));
		}
		return peak;
	}

}
