package io.cosymesh.mesh.problem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemDialectTests {

	private final ProblemWriter writer = new ProblemWriter(JsonMapper.shared(),
			List.of(ProblemDialect.openAi("/v1/"), ProblemDialect.fastApi("/inference_")));

	@Test
	void openAiIsToldAllFourKeysAlways() {
		ProblemException problem = ProblemException.of(HttpStatus.NOT_FOUND, "model-not-found", "No such model",
				"There is no model 'x'");
		assertThat(body(written("/v1/models/x", problem)).toString()).isEqualTo(
				"{\"error\":{\"message\":\"There is no model 'x'\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"model_not_found\"}}");
		assertThat(body(written("/v1/models/x", problem.withField("model"))).at("/error/param").asString())
			.isEqualTo("model");
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request_error, some_thing", "401, invalid_request_error, invalid_api_key",
			"403, invalid_request_error, some_thing", "413, invalid_request_error, some_thing",
			"429, rate_limit_error, rate_limit_exceeded", "500, server_error, some_thing",
			"503, server_error, some_thing", "504, server_error, some_thing" })
	void openAiTellsTypeAndCodeByStatus(int status, String type, String code) {
		MockServerHttpResponse response = written("/v1/audio/speech",
				ProblemException.of(HttpStatus.valueOf(status), "some-thing", "Some thing", "happened"));
		assertThat(response.getStatusCode().value()).isEqualTo(status);
		assertThat(body(response).at("/error/type").asString()).isEqualTo(type);
		assertThat(body(response).at("/error/code").asString()).isEqualTo(code);
	}

	@Test
	void retryAfterStays() {
		MockServerHttpResponse response = written("/v1/audio/speech",
				ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many", "Slow down")
					.withRetryAfter(Duration.ofSeconds(7)));
		assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("7");
		assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
	}

	@Test
	void fastApiListsWhatIsMissing() {
		MockServerHttpResponse response = written("/inference_sft",
				ProblemException.invalidField("tts_text", "missing-field", "send it"));
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(body(response).toString()).isEqualTo(
				"{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"tts_text\"],\"msg\":\"Field required\",\"input\":null}]}");
	}

	@Test
	void fastApiSaysWhatElseIsWrong() {
		JsonNode wrong = body(written("/inference_sft", ProblemException.invalidField("tts_text", "text", "too long")));
		assertThat(wrong.at("/detail/0/msg").asString()).isEqualTo("too long");
		assertThat(wrong.at("/detail/0/type").asString()).isEqualTo("value_error");
		MockServerHttpResponse unknown = written("/inference_sft",
				ProblemException.of(HttpStatus.NOT_FOUND, "voice-not-found", "No such voice", "none of that name")
					.withField("spk_id"));
		assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(body(unknown).toString()).isEqualTo("{\"detail\":\"none of that name\"}");
	}

	@Test
	void everywhereElseProblemsStayProblems() {
		MockServerHttpResponse response = written("/api/v1/speech",
				ProblemException.invalidField("text", "missing-field", "send it"));
		assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(body(response).path("field").asString()).isEqualTo("text");
	}

	@Test
	void lateFailureIsSaidInTheSameWay() {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v1/audio/speech"));
		assertThat(this.writer.json(exchange, new IllegalStateException("the secret")))
			.contains("\"code\":\"internal_error\"")
			.doesNotContain("secret");
	}

	private MockServerHttpResponse written(String path, ProblemException problem) {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post(path));
		this.writer.write(exchange, problem).block();
		return exchange.getResponse();
	}

	private static JsonNode body(MockServerHttpResponse response) {
		return JsonMapper.shared().readTree(response.getBodyAsString().block());
	}

}
