package io.cosymesh.backend.speech;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.fakes.FakeInferenceEngine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KeptVoiceSpeechTests extends PublicApi {

	@Autowired
	private FakeInferenceEngine inferenceEngine;

	static Stream<Arguments> refusedJson() {
		return Stream.of(arguments("{\"voice\":\"x\"}", 400, "text"), arguments("{\"text\":\"Hello.\"}", 400, "voice"),
				arguments("{\"voice\":\"x\",\"text\":\"\"}", 400, "text"),
				arguments("{\"voice\":\"x\",\"text\":[\"a\"]}", 400, "text"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"format\":\"ogg\"}", 400, "format"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"format\":\"opus\",\"sampleRate\":44100}", 400,
						"sampleRate"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"speed\":3}", 400, "speed"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"speed\":true}", 400, "speed"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"prompt\":\"x\"}", 400, "prompt"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"instruct\":[\"whisper\"]}", 400, "instruct"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"engine\":\"no such name\"}", 400, "engine"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"mode\":\"instruct\"}", 400, "instruct"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"mode\":\"other\"}", 400, "mode"),
				arguments("{\"voice\":\"x\",\"text\":\"Hello.\",\"mode\":\"sft\"}", 404, "voice"),
				arguments("[]", 400, "body"), arguments("{\"voice\":", 400, "body"), arguments("", 400, "body"),
				arguments("{\"voice\":\"../x\",\"text\":\"Hello.\"}", 404, "voice"),
				arguments("{\"voice\":\"f47ac10b-58cc-4372-a567-0e02b2c3d479\",\"text\":\"Hello.\"}", 404, "voice"));
	}

	@ParameterizedTest
	@MethodSource("refusedJson")
	void speechRefusesWhatIsWrongByName(String json, int status, String field) {
		assertRefused(this.client.post()
			.uri("/api/v1/speech")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange(), HttpStatus.valueOf(status), field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sft", "预训练音色" })
	void builtInVoiceIsNeededWhereItIsAskedFor(String mode) {
		String voice = keep();
		ResponseSpec response = speak(Map.of("voice", voice, "text", "Hello.", "mode", mode));
		assertRefused(response, HttpStatus.BAD_REQUEST, "voice");
	}

	@Test
	void keptVoiceSpeaksInOtherModes() {
		String voice = keep();
		speak(Map.of("voice", voice, "text", "Hello.", "mode", "跨语种复刻")).expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).isNull();
		speak(Map.of("voice", voice, "text", "Hello.", "mode", "instruct", "instruct", "happy")).expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().instruct()).isEqualTo("happy");
	}

	@Test
	void speechInAKeptVoiceUsesItsPromptAndTranscript() {
		this.client.post()
			.uri("/api/v1/speech")
			.bodyValue(Map.of("voice", keep(), "text", "Hello.", "speed", 0.5, "seed", 42, "format", "pcm"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/pcm")
			.expectBody(String.class)
			.isEqualTo("one.two.");
		SynthesisRequest request = this.inferenceEngine.lastRequest.get();
		assertThat(request.prompt().transcript()).isEqualTo("What I said.");
		assertThat(request.prompt().audio().toByteArray()).containsExactly(1, 2, 3, 4);
		assertThat(request.seed()).isEqualTo(42);
		assertThat(request.speed()).isEqualTo(0.5);
	}

	private ResponseSpec speak(Map<String, ?> request) {
		return this.client.post().uri("/api/v1/speech").bodyValue(request).exchange();
	}

	private String keep() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("name", "Ada");
		form.part("consent", "true");
		form.part("transcript", "What I said.");
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		Map<?, ?> voice = this.client.post()
			.uri("/api/v1/voices")
			.bodyValue(form.build())
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		return voice.get("id").toString();
	}

	@Test
	void engineSaysWhatItIs() {
		this.client.get()
			.uri("/api/v1/engine")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.name")
			.isEqualTo("fake")
			.jsonPath("$.languages[1]")
			.isEqualTo("zh");
	}

	@Test
	void enginesAreListedWithoutWhatIsTheOperatorsBusiness() {
		this.client.get()
			.uri("/api/v1/engines")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.engines[0].name")
			.isEqualTo("fake")
			.jsonPath("$.engines[0].state")
			.isEqualTo("ready")
			.jsonPath("$.engines[0].capabilities.cloning")
			.isEqualTo("timbre-adaptation")
			.jsonPath("$.engines[0].load.limit")
			.isEqualTo(2)
			.jsonPath("$.engines[1].state")
			.isEqualTo("unavailable")
			.jsonPath("$.engines[1].reason")
			.doesNotExist();
	}

}
