package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Quotas hold whoever adds at the same time, in one process or in two.
 */
class QuotaIT {

	/** Many at once, which the common pool of a small machine is not. */
	private static final Executor CALLERS = Executors.newVirtualThreadPerTaskExecutor();

	@TempDir
	private Path home;

	@Test
	void numberOfVoicesHoldsInOneProcess() throws IOException {
		try (RunningBackend backend = new RunningBackend(limits("voices", "5"))) {
			assertThat(addAtOnce(backend, backend)).isEqualTo(5);
			assertHolds(backend, 5);
		}
	}

	@Test
	void numberOfVoicesHoldsInTwoProcesses() throws IOException {
		try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
				RunningBackend one = new RunningBackend(shared(limits("voices", "5"), database));
				RunningBackend other = new RunningBackend(shared(limits("voices", "5"), database))) {
			assertThat(addAtOnce(one, other)).isEqualTo(5);
			assertHolds(one, 5);
		}
	}

	@Test
	void bytesHoldInOneProcess() throws IOException {
		try (RunningBackend backend = new RunningBackend(limits("bytes", 3 * RunningBackend.PROMPT_BYTES + "B"))) {
			assertThat(addAtOnce(backend, backend)).isEqualTo(3);
			assertHolds(backend, 3);
		}
	}

	@Test
	void bytesHoldInTwoProcesses() throws IOException {
		Map<String, String> limits = limits("bytes", 3 * RunningBackend.PROMPT_BYTES + "B");
		try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
				RunningBackend one = new RunningBackend(shared(limits, database));
				RunningBackend other = new RunningBackend(shared(limits, database))) {
			assertThat(addAtOnce(one, other)).isEqualTo(3);
			assertHolds(other, 3);
		}
	}

	@Test
	void voicesOfBeforeThereWereQuotasCountOnceTheyWereSwept() {
		try (RunningBackend backend = new RunningBackend(Map.of("cosymesh.home", this.home.toString()))) {
			String id = backend.added();
			backend.bean(JdbcClient.class).sql("delete from stored_prompt").update();
			assertThat(backend.bean(Quota.class).usage("default").bytes().used()).isZero();
			backend.bean(Sweeper.class).sweep();
			assertThat(backend.bean(Quota.class).usage("default").bytes().used())
				.isEqualTo(RunningBackend.PROMPT_BYTES);
			assertThat(backend.prompt(id)).isNotEmpty();
		}
	}

	private static long addAtOnce(RunningBackend one, RunningBackend other) {
		List<CompletableFuture<HttpStatus>> answers = IntStream.range(0, 16)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> status((i % 2 == 0) ? one : other), CALLERS))
			.toList();
		List<HttpStatus> statuses = answers.stream().map(CompletableFuture::join).toList();
		assertThat(statuses).containsOnly(HttpStatus.CREATED, HttpStatus.CONFLICT);
		return statuses.stream().filter(HttpStatus.CREATED::equals).count();
	}

	private static HttpStatus status(RunningBackend backend) {
		return HttpStatus.valueOf(backend.add().returnResult(Void.class).getStatus().value());
	}

	private void assertHolds(RunningBackend backend, int voices) throws IOException {
		assertThat(backend.voices()).hasSize(voices);
		try (Stream<Path> files = Files.list(this.home.resolve("backend-api/prompts"))) {
			assertThat(files).hasSize(voices);
		}
		backend.client()
			.get()
			.uri("/api/v1/usage")
			.exchange()
			.expectBody()
			.jsonPath("$.voices.used")
			.isEqualTo(voices)
			.jsonPath("$.bytes.used")
			.isEqualTo(voices * RunningBackend.PROMPT_BYTES);
		backend.add()
			.expectStatus()
			.isEqualTo(HttpStatus.CONFLICT)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:quota-exceeded")
			.jsonPath("$.limit")
			.isNumber()
			.jsonPath("$.used")
			.isNumber();
		String gone = backend.voices().getFirst();
		backend.client().delete().uri("/api/v1/voices/" + gone).exchange().expectStatus().isNoContent();
		backend.added();
	}

	private Map<String, String> limits(String what, String limit) {
		return Map.of("cosymesh.home", this.home.toString(), "cosymesh.storage.quota." + what, limit);
	}

	private static Map<String, String> shared(Map<String, String> properties, EmbeddedPostgres database) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("spring.datasource.url", database.getJdbcUrl("postgres", "postgres"));
		all.put("spring.datasource.username", "postgres");
		all.put("spring.datasource.password", "");
		return all;
	}

}
