package io.cosymesh.backend.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.backend.caller.SaidCaller;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.fakes.OwnEventLoops;
import io.cosymesh.fakes.PeersInside;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two processes that make the jobs of one PostgreSQL.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SharedJobsIT {

	private static final int JOBS = 50;

	private static final Queue<String> spoken = new ConcurrentLinkedQueue<>();

	private static final JsonMapper json = new JsonMapper();

	@TempDir
	private static Path home;

	private static EmbeddedPostgres server;

	private static ConfigurableApplicationContext one;

	private static ConfigurableApplicationContext other;

	private static String voice;

	@BeforeAll
	static void start() throws IOException {
		server = database(0);
		one = replica("one");
		other = replica("other");
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("name", "Ada");
		form.part("consent", "true");
		form.part("prompt", new ByteArrayResource(new byte[] { 1, 2, 3 })).filename("a.wav");
		voice = body(client(one).post().uri("/api/v1/voices").header(SaidCaller.USER, "ada").bodyValue(form.build()))
			.path("id")
			.asString();
	}

	@AfterAll
	static void stop() throws IOException {
		other.close();
		one.close();
		server.close();
	}

	@Test
	void batchIsSharedWithoutDoublingAny() {
		spoken.clear();
		String batch = send("shared", JOBS);
		awaitEnd(batch);
		assertThat(jobs(batch).size()).isEqualTo(JOBS);
		assertThat(spoken.stream().map(SharedJobsIT::sentence)).hasSize(2 * JOBS).doesNotHaveDuplicates();
		assertThat(spoken.stream().map((said) -> said.substring(0, said.indexOf(' ')))).contains("one", "other");
		assertEachIsItsOwn(batch, "shared");
	}

	@Test
	void jobOfADeadProcessGoesOnAtItsNextSentence() {
		JdbcClient jdbc = one.getBean(JdbcClient.class);
		String job = send("dead", 1);
		jdbc.sql("""
				update scheduled_tasks set picked = true, picked_by = 'dead', version = version + 1,
				  last_heartbeat = now() - interval '1 hour'
				where task_instance = (select cast(id as varchar) from job where batch = cast(:batch as uuid))""")
			.param("batch", job)
			.update();
		awaitEnd(job);
		assertEachIsItsOwn(job, "dead");
	}

	@Test
	void jobThatIsTriedAgainTakesThePlaceItHasKept() {
		JdbcClient jdbc = one.getBean(JdbcClient.class);
		String batch = send("kept", 1);
		awaitEnd(batch);
		String job = jobs(batch).get(0).path("id").asString();
		await().until(() -> jdbc.sql("select count(*) from scheduled_tasks where task_instance = :job")
			.param("job", job)
			.query(Integer.class)
			.single() == 0);
		jdbc.sql("update job set state = 'failed' where id = cast(:job as uuid)").param("job", job).update();
		jdbc.sql("""
				insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
				values ('speech-job', :job, now() + interval '1 hour', false, 1)""").param("job", job).update();
		body(client(other).post().uri("/api/v1/jobs/{id}/retry", job).header(SaidCaller.USER, "ada"));
		awaitEnd(batch);
		assertEachIsItsOwn(batch, "kept");
	}

	@Test
	void killedDatabaseLosesNoJob() throws IOException {
		String batch = send("killed", JOBS);
		await().until(() -> spoken.stream().filter((said) -> said.contains("killed")).count() > 10);
		long postmaster = Long.parseLong(Files.readAllLines(home.resolve("database/postmaster.pid")).getFirst());
		ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
		List<ProcessHandle> killed = Stream.concat(Stream.of(process), process.descendants()).toList();
		killed.forEach(ProcessHandle::destroyForcibly);
		await().dontCatchUncaughtExceptions().until(() -> killed.stream().noneMatch(ProcessHandle::isAlive));
		int port = server.getPort();
		server.close();
		server = database(port);
		awaitEnd(batch);
		assertEachIsItsOwn(batch, "killed");
	}

	private static void assertEachIsItsOwn(String batch, String name) {
		JsonNode jobs = jobs(batch);
		for (int i = 0; i < jobs.size(); i++) {
			String id = jobs.get(i).path("id").asString();
			assertThat(jobs.get(i).path("state").asString()).isEqualTo("succeeded");
			assertThat(audio((i % 2 == 0) ? one : other, id))
				.isEqualTo("%s %02d: 0..%s %02d: 1..".formatted(name, i, name, i));
			assertThat(files("jobs/" + id)).hasSize(2);
		}
	}

	private static String sentence(String said) {
		return said.substring(said.indexOf(' ') + 1);
	}

	// Of an even number of letters: two bytes are a sample.
	private static String send(String name, int count) {
		List<Map<String, Object>> items = IntStream.range(0, count)
			.<Map<String, Object>>mapToObj(
					(i) -> Map.of("voice", voice, "text", "%s %02d".formatted(name, i), "format", "pcm"))
			.toList();
		return body(
				client(one).post().uri("/api/v1/jobs").header(SaidCaller.USER, "ada").bodyValue(Map.of("items", items)))
			.path("id")
			.asString();
	}

	private static void awaitEnd(String batch) {
		await().dontCatchUncaughtExceptions()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(200))
			.ignoreExceptions()
			.until(() -> jobs(batch).valueStream().allMatch((job) -> job.path("state").asString().equals("succeeded")));
	}

	private static JsonNode jobs(String batch) {
		return body(client(one).get().uri("/api/v1/jobs/{id}", batch).header(SaidCaller.USER, "ada")).path("jobs");
	}

	private static String state(String job) {
		return body(client(one).get().uri("/api/v1/jobs/{id}", job).header(SaidCaller.USER, "ada")).path("state")
			.asString();
	}

	private static String audio(ConfigurableApplicationContext replica, String job) {
		return new String(client(replica).get()
			.uri("/api/v1/jobs/{id}/audio", job)
			.header(SaidCaller.USER, "ada")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBodyContent(), StandardCharsets.UTF_8);
	}

	private static JsonNode body(WebTestClient.RequestHeadersSpec<?> request) {
		return json.readTree(request.exchange()
			.expectStatus()
			.is2xxSuccessful()
			.expectBody()
			.returnResult()
			.getResponseBodyContent());
	}

	private static WebTestClient client(ConfigurableApplicationContext replica) {
		return WebTestClient.bindToApplicationContext(replica)
			.configureClient()
			.responseTimeout(Duration.ofMinutes(1))
			.build();
	}

	private static List<Path> files(String folder) {
		try (Stream<Path> files = Files.list(home.resolve("backend-api").resolve(folder))) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static EmbeddedPostgres database(int port) throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(home.resolve("database"))
			.setCleanDataDirectory(false);
		return ((port != 0) ? builder.setPort(port) : builder).start();
	}

	private static ConfigurableApplicationContext replica(String name) {
		ConfigurableApplicationContext replica = new SpringApplicationBuilder(BackendSlice.class, PeersInside.class)
			.initializers(new OwnEventLoops())
			.run("--cosymesh.home=" + home, "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
					"--spring.datasource.username=postgres", "--spring.datasource.password=",
					"--spring.datasource.hikari.connection-timeout=2000", "--server.ssl.enabled=false",
					"--server.port=0", "--cosymesh.jobs.poll=50ms", "--cosymesh.jobs.heartbeat=500ms");
		FakeInferenceEngine engine = replica.getBean(FakeInferenceEngine.class);
		engine.speaking = (request) -> {
			String said = "%s: %d..".formatted(request.text(), request.sentence());
			spoken.add(name + ' ' + said);
			return FakeInferenceEngine.words(said).delayElements(Duration.ofMillis(20));
		};
		return replica;
	}

}
