package io.cosymesh.dsp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.contracts.audio.VoiceFeatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VoiceAnalyzerTests {

	@ParameterizedTest
	@ValueSource(ints = { 16_000, 22_050, 24_000, 44_100, 48_000 })
	void featuresDoNotDependOnTheSampleRate(int sampleRate) {
		VoiceFeatures features = VoiceAnalyzer.measure(Tones.voice(180, sampleRate, 2), sampleRate);
		assertThat(features.medianPitchHz()).isCloseTo(180, within(1.0));
		assertThat(features.bandLevelsDb()).hasSize(16);
		assertThat(features.formantScale()).isBetween(0.8, 1.34);
		assertThat(features.harmonicsToNoiseDb()).isGreaterThan(15);
		assertThat(features.bandwidthHz()).isBetween(5000.0, 7000.0);
	}

	@Test
	void recordingWithoutVoiceHasPitchZero() {
		VoiceFeatures features = VoiceAnalyzer.measure(Tones.noise(16_000, 1, 0.1), 16_000);
		assertThat(features.medianPitchHz()).isZero();
		assertThat(features.formantScale()).isOne();
	}

	@Test
	void silenceIsMeasuredWithoutNonsense() {
		VoiceFeatures features = VoiceAnalyzer.measure(new float[16_000], 16_000);
		assertThat(features.medianPitchHz()).isZero();
		assertThat(features.bandLevelsDb()).allSatisfy((level) -> assertThat(level).isFinite());
		assertThat(features.syllablesPerSecond()).isZero();
	}

}
