package io.cosymesh.backend.cosyvoice;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;

import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class InferenceTests extends PublicApi {

	@Autowired
	private FakeInferenceEngine inferenceEngine;

	@Autowired
	private FakeAudioProcessor audioProcessor;

	@AfterEach
	void everythingWorksAgain() {
		this.inferenceEngine.speaking = (_) -> FakeInferenceEngine.words("one.", "two.");
		this.audioProcessor.encoding = FakeAudioProcessor::marked;
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void speakerSpeaksAt22050Samples(String method) {
		ResponseSpec response = form(method, "sft", "tts_text", "你好。", "spk_id", "中文女");
		response.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/pcm")
			.expectHeader()
			.valueEquals("X-Sample-Rate", "22050");
		assertThat(text(response)).isEqualTo("HEADone.two.");
		assertThat(this.audioProcessor.sampleRate).isEqualTo(22050);
		assertThat(this.inferenceEngine.lastRequest.get().text()).isEqualTo("你好。");
	}

	@ParameterizedTest
	@ValueSource(strings = { "native", "24000" })
	void nativeRateIsGivenOnRequest(String rate) {
		ResponseSpec response = this.client.post()
			.uri("/inference_sft?sample_rate={rate}", rate)
			.body(BodyInserters.fromFormData("tts_text", "Hello.").with("spk_id", "英文女"))
			.exchange();
		response.expectHeader().valueEquals("X-Sample-Rate", "24000");
		assertThat(text(response)).isEqualTo("one.two.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void recordingSpeaks(String method) {
		multipart(method, "zero_shot", true, "tts_text", "Hello.", "prompt_text", "What I said.").expectStatus().isOk();
		SynthesisRequest order = this.inferenceEngine.lastRequest.get();
		assertThat(order.prompt().transcript()).isEqualTo("What I said.");
		multipart(method, "cross_lingual", true, "tts_text", "Hello.").expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).isNull();
		multipart(method, "instruct2", true, "tts_text", "Hello.", "instruct_text", "happy").expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().instruct()).isEqualTo("happy");
	}

	@Test
	void textFieldsMayComeInMultipartToo() {
		multipart("POST", "instruct", false, "tts_text", "Hello.", "spk_id", "英文男", "instruct_text", "happy")
			.expectStatus()
			.isOk();
		assertThat(this.inferenceEngine.lastRequest.get().instruct()).isEqualTo("happy");
	}

	@Test
	void whatClientsOfCosyVoice3PutBeforeTextsIsTakenOff() {
		multipart("POST", "zero_shot", true, "tts_text", "Hello.", "prompt_text",
				"You are a helpful assistant.<|endofprompt|>What I said.")
			.expectStatus()
			.isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).isEqualTo("What I said.");
		multipart("POST", "instruct2", true, "tts_text", "You are a helpful assistant.<|endofprompt|>Hello.",
				"instruct_text", "You are a helpful assistant. 请用广东话表达。<|endofprompt|>")
			.expectStatus()
			.isOk();
		assertThat(this.inferenceEngine.lastRequest.get().instruct()).isEqualTo("请用广东话表达。");
		assertThat(this.inferenceEngine.lastRequest.get().text()).isEqualTo("Hello.");
	}

	static Stream<Arguments> missing() {
		return Stream.of(arguments("sft", "tts_text", new String[] { "spk_id", "中文女" }),
				arguments("sft", "spk_id", new String[] { "tts_text", "Hello." }),
				arguments("sft", "tts_text", new String[] { "tts_text", " ", "spk_id", "中文女" }),
				arguments("zero_shot", "prompt_wav", new String[] { "tts_text", "Hello.", "prompt_text", "Hi." }),
				arguments("zero_shot", "prompt_text", new String[] { "tts_text", "Hello." }),
				arguments("instruct2", "instruct_text", new String[] { "tts_text", "Hello." }));
	}

	@ParameterizedTest
	@MethodSource("missing")
	void whatIsMissingIsNamed(String route, String field, String[] fields) {
		String error = "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"%s\"],\"msg\":\"Field required\",\"input\":null}]}"
			.formatted(field);
		ResponseSpec response = form("GET", route, fields);
		response.expectStatus().isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(text(response)).isEqualTo(error);
		ResponseSpec multipart = multipart("POST", route, false, fields);
		multipart.expectStatus().isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(text(multipart)).isEqualTo(error);
	}

	@Test
	void requestWithoutABodyMissesItsText() {
		ResponseSpec response = this.client.get().uri("/inference_sft").exchange();
		response.expectStatus().isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(text(response)).contains("tts_text");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tts_text&spk_id=x", "tts_text=%zz&spk_id=x", "=&&=" })
	void formThatIsSpelledOddlyIsNoFailureOfOurs(String form) {
		this.client.post()
			.uri("/inference_sft")
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue(form)
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@Test
	void unknownSpeakerIsNotFound() {
		ResponseSpec response = form("POST", "sft", "tts_text", "Hello.", "spk_id", "nobody");
		response.expectStatus().isNotFound();
		assertThat(text(response)).startsWith("{\"detail\":\"There is no voice");
	}

	@Test
	void engineThatFailsIsNoSuccess() {
		this.inferenceEngine.speaking = (_) -> Flux.empty();
		form("GET", "sft", "tts_text", "Hello.", "spk_id", "英文女").expectStatus().isEqualTo(HttpStatus.BAD_GATEWAY);
	}

	@Test
	void halfASampleIsNoEnd() {
		this.audioProcessor.encoding = (_) -> FakeInferenceEngine.words("odd");
		Flux<byte[]> audio = form("GET", "sft", "tts_text", "Hello.", "spk_id", "英文女").returnResult(byte[].class)
			.getResponseBody();
		assertThat(audio.then().materialize().block().isOnError()).isTrue();
	}

	private ResponseSpec form(String method, String route, String... fields) {
		BodyInserters.FormInserter<String> form = BodyInserters.fromFormData(fields[0], fields[1]);
		for (int i = 2; i < fields.length; i += 2) {
			form = form.with(fields[i], fields[i + 1]);
		}
		return this.client.method(HttpMethod.valueOf(method)).uri("/inference_" + route).body(form).exchange();
	}

	private ResponseSpec multipart(String method, String route, boolean recorded, String... fields) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		for (int i = 0; i < fields.length; i += 2) {
			form.part(fields[i], fields[i + 1]);
		}
		if (recorded) {
			form.part("prompt_wav", new byte[] { 1, 2, 3 }).filename("prompt_wav");
		}
		return this.client.method(HttpMethod.valueOf(method))
			.uri("/inference_" + route)
			.bodyValue(form.build())
			.exchange();
	}

	private static String text(ResponseSpec response) {
		return response.expectBody(String.class).returnResult().getResponseBody();
	}

}
