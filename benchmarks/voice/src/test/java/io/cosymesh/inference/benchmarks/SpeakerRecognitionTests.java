package io.cosymesh.inference.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.benchmarks.SpeakerSource.Role;

import static org.assertj.core.api.Assertions.assertThat;

class SpeakerRecognitionTests {

	private final List<Speaker> speakers = List.of(speaker(100), speaker(140), speaker(200));

	@Test
	void everybodyIsRecognisedByTheirOwnVoice() {
		SpeakerRecognition recognition = new SpeakerRecognition(this.speakers, VoicePrint.CEPSTRA + 1);
		assertThat(recognition.speakers()).isEqualTo(3);
		for (int i = 0; i < 3; i++) {
			assertThat(recognition.rank(this.speakers.get(i).prompt(), i)).isOne();
		}
		assertThat(recognition.rank(this.speakers.get(0).prompt(), 2)).isGreaterThan(1);
	}

	@Test
	void pitchCanBeLeftOut() {
		SpeakerRecognition recognition = new SpeakerRecognition(this.speakers, VoicePrint.CEPSTRA);
		assertThat(recognition.rank(this.speakers.get(1).prompt(), 1)).isBetween(1, 3);
	}

	private static Speaker speaker(double pitchHz) {
		float[] hum = HumOfVowels.of(pitchHz);
		float[] other = new float[3 * hum.length];
		for (int i = 0; i < 3; i++) {
			System.arraycopy(HumOfVowels.of(pitchHz * (1 + 0.01 * i)), 0, other, i * hum.length, hum.length);
		}
		return new Speaker(new SpeakerSource("hum" + pitchHz, "en", Role.VOICE, Path.of("/"), ".*"),
				Arrays.copyOf(hum, 4 * PcmFormat.SAMPLE_RATE), other);
	}

}
