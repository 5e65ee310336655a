package io.cosymesh.system;

import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@Order(2)
@ExtendWith(StackExtension.class)
class RefusalsIT {

	private static final Duration SOON = Duration.ofSeconds(2);

	private static final Map<String, String> FIELDS = Map.of("text", "Hello.");

	private static JsonNode credentials;

	private static Gateway gateway;

	@BeforeAll
	static void connect(Cosymesh running) {
		credentials = running.credentials();
		gateway = new Gateway(credentials);
		gateway.clone(FIELDS, Clips.ordinary());
	}

	@AfterAll
	static void disconnect() {
		gateway.close();
	}

	@AfterEach
	void nothingElseIsDisturbed() {
		assertThat(gateway.clone(FIELDS, Clips.ordinary()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("badRequests")
	void badRequestIsRefusedSoonAndTheFieldIsNamed(Map<String, String> fields, byte[] prompt, String field) {
		long begin = System.nanoTime();
		HttpResponse<byte[]> response = gateway.clone(fields, prompt);
		Duration took = Duration.ofNanos(System.nanoTime() - begin);
		assertThat(response.statusCode()).isBetween(400, 499);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(Gateway.problem(response).path("field").asString()).isEqualTo(field);
		assertThat(Gateway.problem(response).path("type").asString()).startsWith("urn:cosymesh:problem:");
		assertThat(Gateway.problem(response).path("detail").asString()).isNotBlank();
		assertThat(took).isLessThan(SOON);
	}

	static Stream<Arguments> badRequests() {
		return Stream.of(argumentSet("a text file named .wav", FIELDS, Clips.textNamedWav(), "prompt"),
				argumentSet("8 kHz", FIELDS, Clips.telephone(), "prompt"),
				argumentSet("31 seconds", FIELDS, Clips.lasting(31), "prompt"),
				argumentSet("0 bytes", FIELDS, new byte[0], "prompt"),
				argumentSet("silence", FIELDS, Clips.wav(24000, new short[72000]), "prompt"),
				argumentSet("half a second", FIELDS, Clips.lasting(0.5), "prompt"),
				argumentSet("empty text", Map.of("text", ""), Clips.ordinary(), "text"),
				argumentSet("blank text", Map.of("text", " \n "), Clips.ordinary(), "text"),
				argumentSet("no text", Map.of(), Clips.ordinary(), "text"),
				argumentSet("no such format", Map.of("text", "Hello.", "format", "exe"), Clips.ordinary(), "format"),
				argumentSet("speed that is no number", Map.of("text", "Hello.", "speed", "fast"), Clips.ordinary(),
						"speed"));
	}

	@Test
	void withoutKeyNothingIsAnswered() {
		HttpResponse<byte[]> response = gateway
			.send(gateway.request("/api/v1/clone").POST(Gateway.form(FIELDS, Clips.ordinary())).build());
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
	}

	@Test
	void wrongKeyIsRefused() {
		HttpResponse<byte[]> response = gateway.send(gateway.request("/api/v1/clone")
			.header("Authorization", "Bearer cosy_not-a-key")
			.POST(Gateway.form(FIELDS, Clips.ordinary()))
			.build());
		assertThat(response.statusCode()).isEqualTo(401);
	}

	@Test
	void twoHundredMegabytesAreRefusedBeforeTheyAreRead(@TempDir Path folder) throws Exception {
		Path huge = folder.resolve("huge.wav");
		try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
			file.setLength(200L << 20);
		}
		Path body = folder.resolve("problem.json");
		Process curl = new ProcessBuilder("curl", "-s", "--max-time", "20", "--cacert",
				credentials.path("caCertificate").asString(), "-H",
				"Authorization: Bearer " + credentials.path("apiKey").asString(), "-F", "text=Hello.", "-F",
				"prompt=@" + huge, "-o", body.toString(), "-w", "%{http_code} %{time_total}",
				credentials.path("url").asString() + "/api/v1/clone")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String[] result = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ");
		assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(result[0]).isEqualTo("413");
		assertThat(Double.parseDouble(result[1])).isLessThan(SOON.toSeconds());
		assertThat(JsonMapper.shared().readTree(body).path("field").asString()).isEqualTo("prompt");
	}

}
