package io.cosymesh.inference.embedded;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.inference.engine.RefusedOrderException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SpeakersTests {

	private final Speakers speakers = new Speakers(2);

	@Test
	void speakerIsKnownByTheRecording() throws RefusedOrderException {
		Speaker first = this.speakers.of(SyntheticSpeaker.recording(150));
		assertThat(first.colour()).isNotNull();
		assertThat(this.speakers.of(SyntheticSpeaker.recording(150))).isSameAs(first);
		assertThat(this.speakers.of(SyntheticSpeaker.recording(151))).isNotEqualTo(first);
	}

	@Test
	void sameMeasurementsOfAnotherRecordingAreAnotherSpeaker() throws RefusedOrderException {
		VoicePrompt recorded = SyntheticSpeaker.recording(150);
		VoicePrompt other = new VoicePrompt(AudioBytes.of(new byte[200]), null, recorded.features());
		assertThat(this.speakers.of(other)).isNotEqualTo(this.speakers.of(recorded));
	}

	@Test
	void recordingWithoutVoiceOrOddInLengthHasNoColour() throws RefusedOrderException {
		VoiceFeatures features = SyntheticSpeaker.features(150);
		assertThat(this.speakers.of(new VoicePrompt(AudioBytes.of(new byte[0]), null, features)).colour()).isNull();
		assertThat(this.speakers.of(new VoicePrompt(AudioBytes.of(new byte[9_999]), null, features)).colour()).isNull();
	}

	@Test
	void longestUnusedIsForgottenFirst() {
		RecentlyUsed<String, Integer> values = new RecentlyUsed<>(2);
		AtomicInteger made = new AtomicInteger();
		for (String key : List.of("a", "b", "a", "c", "a", "b")) {
			values.get(key, (unknown) -> made.incrementAndGet());
		}
		assertThat(made).hasValue(4);
		assertThat(values.size()).isEqualTo(2);
	}

	@Test
	void valueThatCannotBeMadeIsNotKept() {
		RecentlyUsed<String, Integer> values = new RecentlyUsed<>(2);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> values.get("a", (key) -> {
			throw new IllegalStateException("Broken");
		}));
		assertThat(values.get("a", (key) -> 1)).isOne();
	}

	@Test
	void measurementsOfAnotherKindAreRefused() {
		VoiceFeatures features = SyntheticSpeaker.features(150);
		VoicePrompt old = new VoicePrompt(AudioBytes.of(new byte[0]), null,
				new VoiceFeatures(features.medianPitchHz(), features.pitchRangeSemitones(), List.of(0.0, 1.0),
						features.formantScale(), features.harmonicsToNoiseDb(), features.syllablesPerSecond(),
						features.bandwidthHz()));
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> this.speakers.of(old))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("prompt"));
	}

	@Test
	void fingerprintIsNotPrinted() throws RefusedOrderException {
		Speaker speaker = this.speakers.of(SyntheticSpeaker.recording(150));
		assertThat(speaker.toString()).doesNotContain(speaker.fingerprint());
	}

}
