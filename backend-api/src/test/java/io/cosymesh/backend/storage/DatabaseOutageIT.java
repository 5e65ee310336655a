package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A database that goes away while voices are added, and comes back.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageIT {

	/** Many at once, which the common pool of a small machine is not. */
	private static final Executor CALLERS = Executors.newVirtualThreadPerTaskExecutor();

	private static final Duration SOON = Duration.ofSeconds(60);

	@TempDir
	private Path home;

	private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

	private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean done = new AtomicBoolean();

	@Test
	void whatWasAcceptedIsThereAndTheRestIsNot(CapturedOutput log) throws IOException {
		int port = S3Server.freePort();
		EmbeddedPostgres database = database(port);
		try (RunningBackend backend = new RunningBackend(Map.of("cosymesh.home", this.home.toString(),
				"spring.datasource.url", "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
				"spring.datasource.username", "postgres", "spring.datasource.password", "",
				"spring.datasource.hikari.connection-timeout", "2000"))) {
			List<CompletableFuture<Void>> callers = IntStream.range(0, 4)
				.mapToObj((_) -> CompletableFuture.runAsync(() -> addUntilDone(backend), CALLERS))
				.toList();
			await().atMost(SOON).until(() -> this.accepted.size() > 8);
			database.close();
			await().atMost(SOON).until(() -> this.refused.size() > 4);
			StorageAnswers.assertProblem(backend.client().get().uri("/api/v1/voices").exchange(),
					HttpStatus.SERVICE_UNAVAILABLE, "database-unavailable", "postgres");
			await().atMost(SOON).until(() -> backend.storageHealth().contains("database"));
			database = database(port);
			int before = this.accepted.size();
			await().atMost(SOON).until(() -> this.accepted.size() > before + 4);
			this.done.set(true);
			callers.forEach(CompletableFuture::join);
			assertThat(this.refused).containsOnly(503);
			this.accepted.forEach((id) -> assertThat(backend.prompt(id)).isNotEmpty());
			backend.sweepInAnHour();
			assertThat(files()).isEqualTo(rows(backend));
			await().atMost(SOON).until(() -> backend.storageHealth().contains("UP"));
			assertThat(log).contains("event=storage-degraded what=database reason=unreachable",
					"event=storage-recovered what=database");
		}
		finally {
			database.close();
		}
	}

	private void addUntilDone(RunningBackend backend) {
		while (!this.done.get()) {
			EntityExchangeResult<Map> answer = backend.add().expectBody(Map.class).returnResult();
			if (answer.getStatus().is2xxSuccessful()) {
				this.accepted.add((String) answer.getResponseBody().get("id"));
			}
			else {
				this.refused.add(answer.getStatus().value());
			}
		}
	}

	/**
	 * An answer may get lost after its voice was kept; audio must have a voice in any
	 * case.
	 */
	private long rows(RunningBackend backend) {
		return backend.bean(Quota.class).usage("default").voices().used();
	}

	private long files() throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve("backend-api/prompts"))) {
			return files.count();
		}
	}

	private EmbeddedPostgres database(int port) throws IOException {
		return EmbeddedPostgres.builder()
			.setDataDirectory(this.home.resolve("postgres"))
			.setCleanDataDirectory(false)
			.setPort(port)
			.start();
	}

}
