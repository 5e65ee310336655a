package io.cosymesh.webui.cosyvoice;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class LocalCallersTests {

	private final List<ServerHttpRequest> passed = new ArrayList<>();

	private final MockServerHttpResponse response = new MockServerHttpResponse();

	private final LocalCallers callers = new LocalCallers((request, _) -> {
		this.passed.add(request);
		return Mono.empty();
	}, "cosy_the-key");

	@ParameterizedTest
	@CsvSource({ "GET,/inference_sft", "POST,/inference_sft", "GET,/inference_zero_shot",
			"POST,/inference_cross_lingual", "GET,/inference_instruct", "POST,/inference_instruct2",
			"POST,/cosyvoice.CosyVoice/Inference" })
	void routesOfCosyVoicePassWithTheConfiguredKey(String method, String path) {
		call(request(method, path).header("Authorization", "Bearer my-own"));
		assertThat(this.passed).singleElement()
			.satisfies((request) -> assertThat(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
				.containsExactly("Bearer cosy_the-key"));
	}

	@ParameterizedTest
	@CsvSource({ "GET,/", "GET,/api/v1/voices", "POST,/api/v1/clone", "POST,/session", "GET,/signin", "GET,/v1/models",
			"DELETE,/inference_sft", "GET,/cosyvoice.CosyVoice/Inference", "POST,/cosyvoice.CosyVoice/Other",
			"GET,/inference_sft/../api/v1/voices", "GET,/inference_sft/", "GET,//inference_sft",
			"GET,/inference_sft;x=1", "GET,/%69nference_sft", "GET,/v1/audio/speech/stream" })
	void nothingElseIsThere(String method, String path) {
		call(request(method, path));
		assertThat(this.passed).isEmpty();
		assertThat(this.response.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:50000", "127.0.0.1", "127.0.0.1:50000", "127.8.8.8:1",
			"[::1]:50000", "[::1]", "0.0.0.0:50000" })
	void thisMachineIsKnownByItsAddress(String host) {
		assertThat(LocalCallers.isHere(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:50000", "localhost.evil.example", "127.0.0.1.evil.example",
			"10.0.0.1", "[::2]:50000", "", "localhost:1:2", "2130706433" })
	void pageThatCallsThisMachineByItsOwnNameIsRefused(String host) {
		call(MockServerHttpRequest.method(HttpMethod.POST, "/inference_sft").header("Host", host));
		assertThat(this.passed).isEmpty();
		assertThat(this.response.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
	}

	@Test
	void requestWithoutAHostIsRefused() {
		assertThat(LocalCallers.isHere(null)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Origin", "Referer", "Sec-Fetch-Site", "Cookie" })
	void browserIsRefused(String header) {
		call(request("POST", "/inference_sft").header(header, "http://localhost:50000"));
		assertThat(this.passed).isEmpty();
		assertThat(this.response.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
		assertThat(this.response.getBodyAsString().block()).contains("urn:cosymesh:problem:not-local");
	}

	@Test
	void keyIsNotPrinted() {
		assertThat(this.callers.toString()).doesNotContain("the-key");
	}

	private static MockServerHttpRequest.BodyBuilder request(String method, String path) {
		return (MockServerHttpRequest.BodyBuilder) MockServerHttpRequest
			.method(HttpMethod.valueOf(method), URI.create("http://localhost" + path))
			.header("Host", "localhost:50000");
	}

	private void call(MockServerHttpRequest.BaseBuilder<?> request) {
		this.callers.handle(request.build(), this.response).block();
	}

}
