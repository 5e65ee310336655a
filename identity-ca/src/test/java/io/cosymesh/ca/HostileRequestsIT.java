package io.cosymesh.ca;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What strangers without any document may try: nonsense, and much of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileRequestsIT {

	@TempDir
	private static Path home;

	private static RunningCa ca;

	@BeforeAll
	static void start() {
		ca = RunningCa.start(home, "cosymesh.ca.limits.source-rate=1", "cosymesh.ca.limits.source-burst=3");
	}

	@AfterAll
	static void stop() {
		ca.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			application/json         | {"csr"              | 400 | malformed-request      | body
			application/json         | ``                  | 400 | malformed-request      | body
			application/json         | [1]                 | 400 | malformed-request      | body
			application/json         | {"ttlSeconds":"ab"} | 400 | invalid-field          | ttlSeconds
			application/json         | {"ttlSeconds":1e99} | 400 | invalid-field          | ttlSeconds
			application/json         | {"csr":{}}          | 400 | invalid-field          | csr
			text/plain               | {}                  | 415 | unsupported-media-type | body
			application/octet-stream | {}                  | 415 | unsupported-media-type | body
			""")
	void bodyThatCannotBeReadHasAReasonOfItsOwn(String mediaType, String body, int status, String reason, String field,
			CapturedOutput log) throws Exception {
		double before = denials(reason);
		HttpResponse<String> answer = post(mediaType, body);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertProblem(answer, reason);
		assertThat(Workload.json(answer).get("field").asString()).isEqualTo(field);
		assertThat(log).contains("event=refused reason=" + reason + " method=POST path=/v1/svid source=127.0.0.1");
		assertThat(denials(reason)).isEqualTo(before + 1);
	}

	@Test
	void strangerWhoKnocksTooOftenIsToldWhenToComeBack(CapturedOutput log) throws Exception {
		double before = denials("rate-limited");
		List<HttpResponse<String>> limited = IntStream.range(0, 20)
			.mapToObj((number) -> knock())
			.filter((answer) -> answer.statusCode() == 429)
			.toList();
		assertThat(limited).isNotEmpty().allSatisfy((answer) -> {
			assertProblem(answer, "rate-limited");
			assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
		});
		assertThat(denials("rate-limited")).isEqualTo(before + limited.size());
		assertThat(log).contains("event=svid-refused reason=rate-limited claimed=- ");
	}

	private static HttpResponse<String> knock() {
		try {
			return post("application/json", "{}");
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static HttpResponse<String> post(String mediaType, String body) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(ca.attestationUrl().resolve("/v1/svid"))
			.header("Content-Type", mediaType)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try (HttpClient client = ca.workload("stranger").anonymousClient()) {
			return client.send(request, BodyHandlers.ofString());
		}
	}

	private static double denials(String reason) {
		return ca.meters().counter("identity.ca.denials", "reason", reason).count();
	}

	private static void assertProblem(HttpResponse<String> answer, String reason) {
		JsonNode problem = Workload.json(answer);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(problem.get("reason").asString()).isEqualTo(reason);
		assertThat(problem.get("type").asString()).isEqualTo("urn:cosymesh:problem:" + reason);
		assertThat(problem.get("detail").asString()).isNotBlank();
	}

}
