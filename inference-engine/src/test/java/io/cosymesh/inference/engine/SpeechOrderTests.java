package io.cosymesh.inference.engine;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SpeechOrderTests {

	@Test
	void seedOfTheRequestWins() throws RefusedOrderException {
		assertThat(SpeechOrder.of(request("Hi", 1, 7L, 150), 99).seed()).isEqualTo(7);
		assertThat(SpeechOrder.of(request("Hi", 1, null, 150), 99).seed()).isEqualTo(99);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.49, 2.01, Double.NaN, -1 })
	void speedOutOfRangeIsRefused(double speed) {
		assertRefused(request("Hi", speed, 1L, 150), "speed");
	}

	@Test
	void textMustBeThereAndNotTooLong() {
		assertRefused(request(null, 1, 1L, 150), "text");
		assertRefused(request(" \n", 1, 1L, 150), "text");
		assertRefused(request("x".repeat(SynthesisRequest.MAX_TEXT_LENGTH + 1), 1, 1L, 150), "text");
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 20, 900, Double.NaN, Double.POSITIVE_INFINITY })
	void promptWithoutAVoiceIsRefused(double pitch) {
		assertRefused(request("Hi", 1, 1L, pitch), "prompt");
	}

	@Test
	void promptMustBeThere() {
		assertRefused(new SynthesisRequest("Hi", null, 1, 1L, null, null), "prompt");
	}

	@Test
	void textIsNotPrinted() throws RefusedOrderException {
		assertThat(SpeechOrder.of(request("my secret", 1, 1L, 150), 1).toString()).doesNotContain("secret");
	}

	private static void assertRefused(SynthesisRequest request, String field) {
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> SpeechOrder.of(request, 1))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo(field));
	}

	private static SynthesisRequest request(String text, double speed, Long seed, double pitch) {
		return new SynthesisRequest(text, null, speed, seed, null, new VoicePrompt(AudioBytes.of(new byte[0]), null,
				new VoiceFeatures(pitch, 5, List.of(0.0), 1, 12, 4, 8000)));
	}

}
