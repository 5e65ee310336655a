package io.cosymesh.backend.openai;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks as clients of OpenAI's API do.
 */
abstract class OpenAiApi extends PublicApi {

	@Autowired
	protected FakeInferenceEngine inferenceEngine;

	@Autowired
	protected FakeAudioProcessor audioProcessor;

	static Map<String, Object> request(Object... namesAndValues) {
		Map<String, Object> request = new HashMap<>(
				Map.of("model", "tts-1", "input", "Hello.", "voice", "alloy", "response_format", "pcm"));
		for (int i = 0; i < namesAndValues.length; i += 2) {
			request.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return request;
	}

	ResponseSpec speak(Map<String, Object> request) {
		return this.client.post().uri("/v1/audio/speech").bodyValue(request).exchange();
	}

	ResponseSpec speak(String json) {
		return this.client.post()
			.uri("/v1/audio/speech")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange();
	}

	static String text(ResponseSpec response) {
		byte[] body = response.expectBody().returnResult().getResponseBody();
		return (body != null) ? new String(body, StandardCharsets.UTF_8) : "";
	}

	static JsonNode json(ResponseSpec response) {
		return JsonMapper.shared().readTree(text(response));
	}

	static void assertError(ResponseSpec response, HttpStatus status, String param, String code) {
		response.expectStatus().isEqualTo(status);
		JsonNode error = json(response).path("error");
		assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
		assertThat(error.path("param").asString(null)).isEqualTo(param);
		assertThat(error.path("code").asString()).isEqualTo(code);
	}

}
