package io.cosymesh.backend.openai;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.mesh.problem.PeerException;

import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OpenAiSpeechTests extends OpenAiApi {

	@AfterEach
	void engineWorksAgain() {
		this.inferenceEngine.refusal = null;
		this.inferenceEngine.speaking = (_) -> FakeInferenceEngine.words("one.", "two.");
	}

	@ParameterizedTest
	@CsvSource({ "mp3, audio/mpeg", "opus, audio/opus", "aac, audio/aac", "flac, audio/flac", "wav, audio/wav" })
	void everyFormatHasTheTypeThatClientsKnow(String format, String type) {
		ResponseSpec response = speak(request("response_format", format));
		response.expectStatus().isOk().expectHeader().contentType(type);
		assertThat(text(response)).isEqualTo("HEADone.two.");
	}

	@Test
	void mp3IsWhatNobodyAsksFor() {
		speak("{\"model\":\"cosymesh\",\"input\":\"Hello.\",\"voice\":\"nova\"}").expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/mpeg");
	}

	@Test
	void samplesAreTheEnginesOwn() {
		ResponseSpec response = speak(request("speed", 1.5));
		response.expectHeader().contentType("audio/pcm").expectHeader().valueEquals("X-Sample-Rate", "24000");
		assertThat(text(response)).isEqualTo("one.two.");
		SynthesisRequest order = this.inferenceEngine.lastRequest.get();
		assertThat(order.text()).isEqualTo("Hello.");
		assertThat(order.speed()).isEqualTo(1.5);
		assertThat(order.prompt().transcript()).startsWith("Good morning.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "alloy", "ALLOY", "英文女", "韩语女" })
	void voiceIsAskedForByAnyOfItsNames(String voice) {
		speak(request("voice", voice)).expectStatus().isOk();
		speak(request("voice", Map.of("id", voice))).expectStatus().isOk();
	}

	@Test
	void ownVoiceOfAnOpenAiNameGoesFirst() {
		String id = VoiceForm.add(this.client, "onyx").path("id").asString();
		speak(request("voice", "onyx")).expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).isEqualTo("What I said.");
		speak(request("voice", Map.of("id", id))).expectStatus().isOk();
		this.client.delete().uri("/api/v1/voices/{id}", id).exchange().expectStatus().isNoContent();
	}

	static Stream<Arguments> refused() {
		return Stream.of(arguments(request("model", "gpt-5"), 404, "model", "model_not_found"),
				arguments(request("voice", "nobody"), 404, "voice", "voice_not_found"),
				arguments(request("voice", Map.of("id", "alloy", "x", 1)), 400, "voice", "invalid_field"),
				arguments(request("voice", List.of("alloy")), 400, "voice", "invalid_field"),
				arguments(request("input", ""), 400, "input", "text_unspeakable"),
				arguments(request("input", "…"), 400, "input", "text_unspeakable"),
				arguments(request("input", "a".repeat(4097)), 400, "input", "invalid_field"),
				arguments(request("instructions", "a".repeat(4097)), 400, "instructions", "invalid_field"),
				arguments(request("response_format", "ogg"), 400, "response_format", "invalid_field"),
				arguments(request("speed", 0.25), 400, "speed", "invalid_field"),
				arguments(request("speed", 4), 400, "speed", "invalid_field"),
				arguments(request("speed", "fast"), 400, "speed", "invalid_field"),
				arguments(request("stream_format", "other"), 400, "stream_format", "invalid_field"),
				arguments(request("seed", 7), 400, "seed", "unknown_field"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void whatIsWrongIsRefusedByName(Map<String, Object> request, int status, String param, String code) {
		assertError(speak(request), HttpStatus.valueOf(status), param, code);
	}

	@Test
	void bodyThatIsNoJsonIsRefused() {
		assertError(speak("{\"model\":"), HttpStatus.BAD_REQUEST, "body", "malformed_request");
		assertError(speak("[]"), HttpStatus.BAD_REQUEST, "body", "malformed_request");
		assertError(speak("{\"model\":\"tts-1\",\"voice\":\"alloy\"}"), HttpStatus.BAD_REQUEST, "input",
				"missing_field");
		assertError(
				this.client.post().uri("/v1/audio/speech").contentType(MediaType.TEXT_PLAIN).bodyValue("x").exchange(),
				HttpStatus.UNSUPPORTED_MEDIA_TYPE, null, "unsupported_media_type");
	}

	@Test
	void longestInputIsTaken() {
		speak(request("input", "a".repeat(4096), "instructions", "happy")).expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist("X-Instructions");
		assertThat(this.inferenceEngine.lastRequest.get().instruct()).isEqualTo("happy");
	}

	@Test
	void instructionThatNoEngineFollowsIsLeftOutAndSaidSo() {
		speak(request("instructions", "a ".repeat(300))).expectHeader().valueEquals("X-Instructions", "ignored");
		assertThat(this.inferenceEngine.lastRequest.get().instruct()).isNull();
		this.inferenceEngine.speaking = (order) -> {
			if (order.instruct() != null) {
				throw unfollowed();
			}
			return FakeInferenceEngine.words("one.");
		};
		ResponseSpec response = speak(request("instructions", "Like a pirate."));
		response.expectStatus().isOk().expectHeader().valueEquals("X-Instructions", "ignored");
		assertThat(text(response)).isEqualTo("one.");
	}

	@Test
	void eventsHoldTheAudioAndCountIt() {
		ResponseSpec response = speak(request("stream_format", "sse", "input", "你好。"));
		response.expectStatus().isOk().expectHeader().contentType(MediaType.TEXT_EVENT_STREAM);
		List<JsonNode> events = text(response).lines()
			.filter((line) -> !line.isEmpty())
			.map((line) -> JsonMapper.shared().readTree(line.substring("data: ".length())))
			.toList();
		assertThat(events.subList(0, 2))
			.allSatisfy((event) -> assertThat(event.path("type").asString()).isEqualTo("speech.audio.delta"));
		assertThat(Base64.getDecoder().decode(events.getFirst().path("audio").asString())).asString().isEqualTo("one.");
		assertThat(events.getLast().toString()).isEqualTo(
				"{\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1,\"total_tokens\":4}}");
	}

	@Test
	void failureBeforeTheFirstAudioHasItsStatus() {
		this.inferenceEngine.refusal = new PeerException.Unavailable("inference-engine", new IllegalStateException());
		ResponseSpec response = speak(request("stream_format", "sse"));
		response.expectHeader().exists("Retry-After");
		assertError(response, HttpStatus.SERVICE_UNAVAILABLE, null, "peer_unavailable");
	}

	@Test
	void failureInTheMidstIsAnEventAndABreak() {
		this.inferenceEngine.speaking = (_) -> Flux.concat(FakeInferenceEngine.words("one."),
				Flux.error(new IllegalStateException("the secret")));
		StringBuilder heard = new StringBuilder();
		Flux<String> events = speak(request("stream_format", "sse")).returnResult(String.class).getResponseBody();
		assertThat(events.doOnNext(heard::append).then().materialize().block().isOnError()).isTrue();
		assertThat(heard.toString()).contains("internal_error").doesNotContain("secret", "speech.audio.done");
	}

	@Test
	void breakInTheMidstOfAudioIsSeen() {
		this.inferenceEngine.speaking = (_) -> Flux.concat(FakeInferenceEngine.words("one."),
				Flux.error(new IllegalStateException("broken")));
		Flux<byte[]> audio = speak(request()).returnResult(byte[].class).getResponseBody();
		assertThat(audio.then().materialize().block().isOnError()).isTrue();
	}

	@Test
	void modelsAreListedByAllTheirNames() {
		JsonNode models = json(this.client.get().uri("/v1/models").exchange());
		assertThat(models.path("data").valueStream().map((model) -> model.path("id").asString()))
			.containsExactly("cosymesh", "tts-1", "tts-1-hd", "gpt-4o-mini-tts");
		assertThat(json(this.client.get().uri("/v1/models/tts-1").exchange()).path("object").asString())
			.isEqualTo("model");
		assertError(this.client.get().uri("/v1/models/gpt-5").exchange(), HttpStatus.NOT_FOUND, "model",
				"model_not_found");
	}

	private static PeerException unfollowed() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Can't follow this");
		problem.setType(URI.create("urn:cosymesh:problem:instruct-not-supported"));
		problem.setProperty("field", "instruct");
		return new PeerException.Answered("inference-engine", HttpStatus.BAD_REQUEST, problem, null);
	}

}
