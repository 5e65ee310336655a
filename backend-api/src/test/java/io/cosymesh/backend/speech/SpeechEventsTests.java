package io.cosymesh.backend.speech;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.ApiContract;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SpeechEventsTests extends CloneApi {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Test
	void sentencesAreToldWithTheirPlacesInTheAudio() {
		this.inferenceEngine.speaking = (request) -> FakeInferenceEngine.words("one.", "seven.");
		FluxExchangeResult<ServerSentEvent<Map<String, Object>>> answer = events(ask("pcm"));
		assertThat(answer.getResponseHeaders().getFirst(SpeechHeaders.ENGINE)).isEqualTo("fake");
		assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
		List<ServerSentEvent<Map<String, Object>>> events = answer.getResponseBody().collectList().block(SOON);
		assertThat(events).extracting(ServerSentEvent::event)
			.containsExactly("speech", "audio", "sentence", "audio", "sentence", "done");
		assertThat(events.get(0).data()).isEqualTo(Map.of("engine", "fake", "sampleRate", 24_000, "seed", 7, "language",
				"en", "format", "pcm", "sentences", 2));
		assertThat(audio(events)).isEqualTo("one.seven.");
		assertThat(events.get(2).data())
			.isEqualTo(Map.of("index", 0, "text", "one.", "startSeconds", 0.0, "endSeconds", 2 / 24_000.0));
		assertThat(events.get(4).data())
			.isEqualTo(Map.of("index", 1, "text", "seven.", "startSeconds", 2 / 24_000.0, "endSeconds", 5 / 24_000.0));
		assertConform(events);
		assertThat(events.get(5).data()).isEqualTo(Map.of("sentences", 2, "seconds", 5 / 24_000.0));
	}

	@Test
	void encodedAudioIsToldAsItComesOutOfTheEncoder() {
		List<ServerSentEvent<Map<String, Object>>> events = events(ask("mp3")).getResponseBody()
			.collectList()
			.block(SOON);
		assertThat(audio(events)).isEqualTo("HEADone.two.");
		assertThat(events.getFirst().data()).containsEntry("format", "mp3");
		assertThat(events).filteredOn((event) -> event.event().equals("sentence"))
			.extracting((event) -> event.data().get("text"))
			.containsExactly("one.", "two.");
		assertThat(events.getLast().event()).isEqualTo("done");
		assertThat(events.getLast().data()).containsEntry("sentences", 2);
	}

	@Test
	void firstSentenceIsToldBeforeTheLastIsMade() {
		Sinks.Many<DataBuffer> words = Sinks.many().unicast().onBackpressureBuffer();
		words.tryEmitNext(FakeAudioProcessor.buffer("one.")).orThrow();
		this.inferenceEngine.speaking = (request) -> words.asFlux();
		StepVerifier.create(events(ask("mp3")).getResponseBody().map(ServerSentEvent::event))
			.expectNext("speech")
			.thenConsumeWhile((event) -> event.equals("audio"))
			.expectNext("sentence")
			.then(() -> words.tryEmitNext(FakeAudioProcessor.buffer("two.")).orThrow())
			.then(() -> words.tryEmitComplete().orThrow())
			.thenConsumeWhile((event) -> !event.equals("done"))
			.expectNext("done")
			.expectComplete()
			.verify(SOON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pcm", "mp3" })
	void failureInTheMiddleIsToldAndNothingIsTakenForWhole(String format) {
		this.inferenceEngine.speaking = (request) -> FakeInferenceEngine.words("one.")
			.concatWith(Flux.error(new PeerException.Unavailable("inference-engine", new ConnectException())));
		List<ServerSentEvent<Map<String, Object>>> events = events(ask(format)).getResponseBody()
			.collectList()
			.block(SOON);
		assertThat(events).extracting(ServerSentEvent::event).contains("audio").doesNotContain("done");
		assertThat(events.getLast().event()).isEqualTo("error");
		assertConform(events);
		assertThat(events.getLast().data()).containsEntry("type", "urn:cosymesh:problem:peer-unavailable")
			.containsEntry("status", 503)
			.containsKeys("title", "detail", "requestId");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pcm", "mp3" })
	void speechThatEndsWithinASampleIsNotWhole(String format) {
		this.inferenceEngine.speaking = (request) -> FakeInferenceEngine.words("one.", "odd");
		List<ServerSentEvent<Map<String, Object>>> events = events(ask(format)).getResponseBody()
			.collectList()
			.block(SOON);
		assertThat(events.getLast().data()).containsEntry("type", "urn:cosymesh:problem:speech-failed");
	}

	@Test
	void failureBeforeTheFirstAudioIsARealProblem() {
		this.inferenceEngine.speaking = (request) -> Flux
			.error(ProblemException.invalidField("language", "language-unknown", "Not spoken here"));
		assertRefused(ask("wav"), HttpStatus.BAD_REQUEST, "language");
	}

	@Test
	void engineThatMarksNothingIsAProblemAndNotSilence() {
		this.inferenceEngine.marking = MediaType.APPLICATION_OCTET_STREAM;
		ask("wav").expectStatus()
			.isEqualTo(HttpStatus.BAD_GATEWAY)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void wrongFieldIsRefusedAsEver() {
		assertRefused(ask("exe"), HttpStatus.BAD_REQUEST, "format");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "audio/wav", "application/json, application/problem+json, */*" })
	void whoDoesNotAskForEventsGetsAudio(String accepted) {
		this.client.post()
			.uri("/api/v1/clone")
			.header(HttpHeaders.ACCEPT, accepted)
			.bodyValue(form("wav").build())
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/wav")
			.expectBody(String.class)
			.isEqualTo("HEADone.two.");
	}

	private static void assertConform(List<ServerSentEvent<Map<String, Object>>> events) {
		ApiContract contract = ApiContract.read();
		Map<String, String> schemas = Map.of("speech", "SpeechStart", "audio", "SpeechAudio", "sentence",
				"SpeechSentence", "done", "SpeechEnd", "error", "Problem");
		events.forEach((event) -> contract.assertConforms(schemas.get(event.event()),
				JsonMapper.shared().writeValueAsString(event.data())));
	}

	private ResponseSpec ask(String format) {
		return this.client.post()
			.uri("/api/v1/clone")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.bodyValue(form(format).build())
			.exchange();
	}

	private static MultipartBodyBuilder form(String format) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("text", "One. Two.");
		form.part("format", format);
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		return form;
	}

	private static FluxExchangeResult<ServerSentEvent<Map<String, Object>>> events(ResponseSpec response) {
		return response.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.returnResult(new ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>>() {
			});
	}

	private static String audio(List<ServerSentEvent<Map<String, Object>>> events) {
		StringBuilder audio = new StringBuilder();
		for (ServerSentEvent<Map<String, Object>> event : events) {
			if (event.event().equals("audio")) {
				byte[] bytes = Base64.getDecoder().decode(event.data().get("audio").toString());
				audio.append(new String(bytes, StandardCharsets.UTF_8));
			}
		}
		return audio.toString();
	}

}
