package io.cosymesh.backend.speech;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class SpeechControllerTests extends CloneApi {

	@Test
	void cloneSpeaksTheTextInTheVoiceOfThePrompt() {
		postClone(fields("text", "Hello there.", "transcript", "What I said.", "language", "en-GB", "speed", "1.5",
				"seed", "-9", "format", "mp3", "instruct", "whisper", "engine", "fake"))
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/mpeg")
			.expectHeader()
			.valueEquals("X-Engine", "fake")
			.expectHeader()
			.valueEquals("X-Sample-Rate", "24000")
			.expectHeader()
			.valueEquals("X-Seed", "7")
			.expectHeader()
			.valueEquals("X-Queue-Position", "3")
			.expectHeader()
			.valueEquals(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"speech.mp3\"")
			.expectBody(String.class)
			.isEqualTo("HEADone.two.");
		SynthesisRequest request = this.inferenceEngine.lastRequest.get();
		assertThat(request.text()).isEqualTo("Hello there.");
		assertThat(request.language()).isEqualTo("en-GB");
		assertThat(request.instruct()).isEqualTo("whisper");
		assertThat(request.engine()).isEqualTo("fake");
		assertThat(request.speed()).isEqualTo(1.5);
		assertThat(request.seed()).isEqualTo(-9);
		assertThat(request.prompt().transcript()).isEqualTo("What I said.");
		assertThat(request.prompt().features()).isEqualTo(FakeAudioProcessor.FEATURES);
	}

	@Test
	void optionalFieldsMayBeBlankOrLeftOut() {
		postClone(fields("text", "你好", "transcript", " ", "language", "", "speed", "", "seed", "", "format", "",
				"instruct", "", "mode", "", "engine", ""))
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/wav");
		SynthesisRequest request = this.inferenceEngine.lastRequest.get();
		assertThat(request.language()).isNull();
		assertThat(request.speed()).isEqualTo(1);
		assertThat(request.seed()).isNull();
		assertThat(request.instruct()).isNull();
		assertThat(request.engine()).isNull();
		assertThat(request.prompt().transcript()).isNull();
	}

	@Test
	void crossLingualLeavesTheTranscriptOut() {
		postClone(fields("text", "Hello.", "transcript", "你好", "mode", "cross_lingual")).expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "instruct", "INSTRUCT", "自然语言控制" })
	void instructFollowsTheInstruction(String mode) {
		postClone(fields("text", "Hello.", "transcript", "Hi", "mode", mode, "instruct", "happy")).expectStatus()
			.isOk();
		assertThat(this.inferenceEngine.lastRequest.get().instruct()).isEqualTo("happy");
	}

	@ParameterizedTest
	@CsvSource({ "3s极速复刻, 你好", "zero_shot, 你好", "跨语种复刻," })
	void modesGoByTheLabelsOfCosyVoiceToo(String mode, String transcript) {
		postClone(fields("text", "Hello.", "transcript", "你好", "mode", mode)).expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).isEqualTo(transcript);
	}

	@Test
	void instructWithoutAnInstructionIsRefused() {
		assertRefused(postClone(fields("text", "Hello.", "mode", "instruct")), HttpStatus.BAD_REQUEST, "instruct");
		assertThat(this.inferenceEngine.lastRequest).hasValue(null);
	}

	@Test
	void modeThatNeedsABuiltInVoiceIsSentToSpeech() {
		postClone(fields("text", "Hello.", "mode", "sft")).expectBody()
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("/api/v1/speech"));
	}

	static Stream<Arguments> refusedFields() {
		return Stream.of(arguments("text", "", "text-unspeakable"), arguments("text", "  \n", "text-unspeakable"),
				arguments("text", "?!… 。", "text-unspeakable"), arguments("text", "a".repeat(5_001), "invalid-field"),
				arguments("text", "bell\u0007", "invalid-field"), arguments("format", "exe", "invalid-field"),
				arguments("sampleRate", "high", "invalid-field"), arguments("sampleRate", "44101", "invalid-field"),
				arguments("speed", "0.49", "invalid-field"), arguments("speed", "2.01", "invalid-field"),
				arguments("speed", "NaN", "invalid-field"), arguments("speed", "fast", "invalid-field"),
				arguments("seed", "1.5", "invalid-field"), arguments("seed", "9223372036854775808", "invalid-field"),
				arguments("language", "../etc", "invalid-field"), arguments("language", "english!", "invalid-field"),
				arguments("transcript", "a".repeat(1_001), "invalid-field"),
				arguments("instruct", "a".repeat(501), "invalid-field"), arguments("mode", "sft", "invalid-field"),
				arguments("mode", "预训练音色", "invalid-field"), arguments("mode", "clone", "invalid-field"),
				arguments("engine", "../etc", "invalid-field"), arguments("engine", "a".repeat(41), "invalid-field"),
				arguments("langauge", "en", "unknown-field"));
	}

	@ParameterizedTest
	@MethodSource("refusedFields")
	void fieldThatIsWrongIsNamedBeforeThePromptIsTouched(String field, String value, String type) {
		Map<String, String> fields = fields("text", "Hello.");
		fields.put(field, value);
		postClone(fields).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.field")
			.isEqualTo(field)
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:" + type);
		assertThat(this.audioProcessor.preparations).hasValue(0);
		assertThat(this.inferenceEngine.lastRequest).hasValue(null);
	}

	@Test
	void unknownFormatIsToldTheOnesThereAre() {
		postClone(fields("text", "Hello.", "format", "ogg")).expectBody()
			.jsonPath("$.detail")
			.isEqualTo("'format' must be one of wav, pcm, mp3, opus, flac, aac");
	}

	@Test
	void speechIsEncodedAtTheRateThatIsAskedFor() {
		postClone(fields("text", "Hello.", "format", "opus", "sampleRate", "48000")).expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/ogg;codecs=opus")
			.expectHeader()
			.valueEquals("X-Sample-Rate", "48000");
		assertThat(this.audioProcessor.sampleRate).isEqualTo(48_000);
	}

	@Test
	void rateThatTheFormatDoesNotHaveIsToldTheOnesItHas() {
		postClone(fields("text", "Hello.", "format", "opus", "sampleRate", "44100")).expectBody()
			.jsonPath("$.field")
			.isEqualTo("sampleRate")
			.jsonPath("$.detail")
			.isEqualTo("'sampleRate' must be one of 8000, 16000, 24000, 48000 for opus");
	}

	@Test
	void promptRefusedByTheAudioProcessorIsRelayed() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Sampled at 8000 Hz");
		problem.setProperty("field", "prompt");
		this.audioProcessor.preparing = (recording) -> Mono
			.error(new PeerException.Answered("audio-processor", HttpStatus.BAD_REQUEST, problem, null));
		assertRefused(postClone(fields("text", "Hello.")), HttpStatus.BAD_REQUEST, "prompt");
	}

	@Test
	void peerThatIsDownIsNamedAndTheCallerAskedToComeBack() {
		this.inferenceEngine.speaking = (request) -> Flux
			.error(new PeerException.Unavailable("inference-engine", new java.net.ConnectException()));
		postClone(fields("text", "Hello.")).expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.exists(HttpHeaders.RETRY_AFTER)
			.expectHeader()
			.doesNotExist(HttpHeaders.CONTENT_DISPOSITION)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:peer-unavailable")
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("inference-engine"));
	}

	@Test
	void fullQueueOfAnEngineIsToldWithThePlaceInIt() {
		ProblemDetail busy = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "Busy");
		busy.setType(URI.create("urn:cosymesh:problem:engine-busy"));
		busy.setProperty("queuePosition", 33);
		busy.setProperty("queueLength", 32);
		this.inferenceEngine.refusal = answered(busy, "4");
		ResponseSpec response = postClone(fields("text", "Hello."));
		response.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "4")
			.expectHeader()
			.valueEquals(PeerException.FAILED_PEER, "inference-engine")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:engine-busy")
			.jsonPath("$.queuePosition")
			.isEqualTo(33)
			.jsonPath("$.queueLength")
			.isEqualTo(32);
	}

	@Test
	void engineThatIsOutOfOrderIsToldWithoutItsInnerLife() {
		ProblemDetail broken = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "secret reason");
		broken.setType(URI.create("urn:cosymesh:problem:engine-unavailable"));
		this.inferenceEngine.refusal = answered(broken, "10");
		postClone(fields("text", "Hello.", "engine", "cosyvoice")).expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "10")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:engine-unavailable")
			.jsonPath("$.detail")
			.value(String.class,
					(detail) -> assertThat(detail).doesNotContain("secret").contains("leave 'engine' out"));
	}

	@Test
	void engineNobodyKnowsIsRefusedWithTheOnesThereAre() {
		ProblemDetail unknown = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"There is no such engine here; leave it out or give one of embedded");
		unknown.setType(URI.create("urn:cosymesh:problem:engine-unknown"));
		unknown.setProperty("field", "engine");
		this.inferenceEngine.refusal = answered(unknown, null);
		ResponseSpec response = postClone(fields("text", "Hello.", "engine", "parrot"));
		assertRefused(response, HttpStatus.BAD_REQUEST, "engine");
	}

	@Test
	void failureBeforeTheFirstAudioIsARealProblem() {
		this.inferenceEngine.speaking = (request) -> Flux
			.error(ProblemException.invalidField("language", "language-unknown", "Not spoken here"));
		assertRefused(postClone(fields("text", "Hello.", "language", "tlh")), HttpStatus.BAD_REQUEST, "language");
	}

	private static PeerException answered(ProblemDetail problem, String retryAfter) {
		return new PeerException.Answered("inference-engine", HttpStatus.valueOf(problem.getStatus()), problem,
				retryAfter);
	}

}
