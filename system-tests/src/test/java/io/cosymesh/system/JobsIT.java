package io.cosymesh.system;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs on the real stack, whatever is killed meanwhile.
 */
@Order(90)
@ExtendWith(StackExtension.class)
class JobsIT {

	private static final int JOBS = 50;

	private static final int SENTENCES = 3;

	private static Cosymesh stack;

	private static Gateway gateway;

	private static String voice;

	@BeforeAll
	static void addVoice(Cosymesh running) {
		stack = running;
		gateway = new Gateway(running.credentials());
		HttpResponse<byte[]> added = gateway.send(gateway.request("/api/v1/voices")
			.header("Authorization", "Bearer " + running.credentials().path("apiKey").asString())
			.POST(Gateway.form(Map.of("name", "Jobs", "consent", "true"), Clips.ordinary()))
			.build());
		voice = json(added).path("id").asString();
	}

	@AfterAll
	static void disconnect() {
		gateway.send(gateway.json("DELETE", "/api/v1/voices/" + voice, "").build());
		gateway.close();
	}

	@Test
	void everyJobOfABatchIsMadeOnceWhateverIsKilled() throws Exception {
		List<Map<String, Object>> items = IntStream.range(0, JOBS).mapToObj(JobsIT::item).toList();
		String batch = accepted(Map.of("items", items)).path("id").asString();
		int done = 0;
		for (String service : List.of("backend-api", "inference-engine", "audio-processor", "backend-api")) {
			int before = done;
			patiently().until(() -> succeeded(batch) > before);
			done = Math.toIntExact(succeeded(batch));
			stack.kill(service);
			stack.succeed("restart", service);
		}
		assertThat(done).as("jobs done before the last kill").isLessThan(JOBS);
		patiently().until(() -> succeeded(batch) == JOBS);
		Set<String> results = new HashSet<>();
		for (JsonNode job : jobs(batch)) {
			assertThat(job.path("progress").path("done").asInt()).isEqualTo(SENTENCES);
			byte[] audio = audio(job.path("id").asString(), "pcm");
			assertThat(audio.length / 48_000.0).isBetween(1.5, 20.0);
			results.add(Arrays.toString(audio));
			assertThat(files(job.path("id").asString())).hasSize(SENTENCES);
		}
		assertThat(results).hasSize(JOBS);
		List<JsonNode> jobs = jobs(batch);
		assertSameAsAlone(jobs.get(7), items.get(7));
		gateway.send(gateway.json("DELETE", "/api/v1/jobs/" + batch, "").build());
		for (JsonNode job : jobs) {
			assertThat(files(job.path("id").asString())).isEmpty();
		}
	}

	@Test
	void longTextIsMadeWithProgress() throws Exception {
		String sentence = "This is one more sentence of a text that is much longer than anybody has the patience to hear. ";
		String text = sentence.repeat(20_000 / sentence.length() + 1).substring(0, 20_000);
		String job = accepted(Map.of("voice", voice, "text", text, "format", "pcm")).path("id").asString();
		StringBuilder heard = new StringBuilder();
		try (Stream<String> events = new String(gateway
			.stream(gateway.get("/api/v1/jobs/%s/events".formatted(job)).timeout(Duration.ofMinutes(5)).build())
			.body()
			.readAllBytes(), StandardCharsets.UTF_8).lines()) {
			events.filter((line) -> line.startsWith("event:") || line.contains("\"state\""))
				.forEach((line) -> heard.append(line).append('\n'));
		}
		int total = job(job).path("progress").path("total").asInt();
		assertThat(job(job).path("state").asString()).as(heard.toString()).isEqualTo("succeeded");
		assertThat(total).isGreaterThan(200);
		assertThat(heard.toString().split("event:sentence", -1)).hasSize(total + 1);
		assertThat(audio(job, "pcm").length / 48_000.0).isGreaterThan(600);
		gateway.send(gateway.json("DELETE", "/api/v1/jobs/" + job, "").build());
	}

	/** Whoever makes a sentence, and whatever happened meanwhile, it sounds the same. */
	private static void assertSameAsAlone(JsonNode job, Map<String, Object> item) {
		String alone = accepted(
				Map.of("voice", voice, "text", item.get("text"), "format", "pcm", "seed", job.path("seed").asLong()))
			.path("id")
			.asString();
		patiently().until(() -> job(alone).path("state").asString().equals("succeeded"));
		assertThat(audio(job.path("id").asString(), "pcm")).isEqualTo(audio(alone, "pcm"));
		gateway.send(gateway.json("DELETE", "/api/v1/jobs/" + alone, "").build());
	}

	private static Map<String, Object> item(int number) {
		return Map.of("voice", voice, "text",
				"This is job number %d. Nobody else is number %d. That is all.".formatted(number, number));
	}

	private static long succeeded(String batch) {
		return jobs(batch).stream().filter((job) -> job.path("state").asString().equals("succeeded")).count();
	}

	private static List<JsonNode> jobs(String batch) {
		return job(batch).path("jobs").valueStream().toList();
	}

	private static JsonNode job(String id) {
		HttpResponse<byte[]> response = gateway.send(gateway.get("/api/v1/jobs/" + id).build());
		assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
		return json(response);
	}

	private static byte[] audio(String job, String format) {
		HttpResponse<byte[]> response = gateway
			.send(gateway.get("/api/v1/jobs/%s/audio?format=%s".formatted(job, format)).build());
		assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
		return response.body();
	}

	private static JsonNode accepted(Map<String, Object> request) {
		HttpResponse<byte[]> response = gateway
			.send(gateway.json("POST", "/api/v1/jobs", JsonMapper.shared().writeValueAsString(request)).build());
		assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(202);
		return json(response);
	}

	private static JsonNode json(HttpResponse<byte[]> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private static List<Path> files(String job) throws Exception {
		Path folder = stack.home().resolve("backend-api/jobs").resolve(job);
		if (!Files.exists(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	/** A service that was killed is missed for a while, and its answers with it. */
	private static ConditionFactory patiently() {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(500))
			.ignoreExceptionsMatching((_) -> true)
			.ignoreException(AssertionError.class);
	}

}
