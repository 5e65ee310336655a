package io.cosymesh.contracts;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;

import static org.assertj.core.api.Assertions.assertThat;

class WireFormatTests {

	private final JsonMapper json = JsonMapper.shared();

	private final SynthesisRequest request = new SynthesisRequest("my secret text", "en", 1, 7L,
			new VoicePrompt(AudioBytes.of(new byte[] { 1, 2, 3 }), "private words",
					new VoiceFeatures(186, 5, List.of(1.0, -1.0), 1.1, 12, 4, 8000)));

	@Test
	void synthesisRequestSurvivesTheWire() {
		String wire = this.json.writeValueAsString(this.request);
		assertThat(wire).contains("\"audio\":\"AQID\"");
		assertThat(this.json.readValue(wire, SynthesisRequest.class)).isEqualTo(this.request);
	}

	@Test
	void toStringTellsNeitherTextNorTranscriptNorAudio() {
		assertThat(this.request.toString()).contains("14 chars", "13 chars", "3 bytes")
			.doesNotContain("secret", "private");
	}

	@Test
	void audioFormatIsFoundInAnyCase() {
		assertThat(AudioFormat.named("mp3")).contains(AudioFormat.MP3);
		assertThat(AudioFormat.named("exe")).isEmpty();
	}

}
