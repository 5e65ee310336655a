package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Snapshots that are taken while voices come and go.
 */
class SnapshotIT {

	/** Many at once, which the common pool of a small machine is not. */
	private static final Executor CALLERS = Executors.newVirtualThreadPerTaskExecutor();

	private static final Duration SOON = Duration.ofSeconds(60);

	@TempDir
	private Path home;

	private final AtomicBoolean done = new AtomicBoolean();

	private final Queue<String> added = new ConcurrentLinkedQueue<>();

	@Test
	void voicesOfASnapshotHaveTheirAudioWhateverHappensMeanwhile() throws IOException {
		List<String> before;
		Path snapshot;
		try (RunningBackend backend = new RunningBackend(properties(this.home.resolve("live")))) {
			before = IntStream.range(0, 3).mapToObj((_) -> backend.added()).toList();
			List<CompletableFuture<Void>> callers = IntStream.range(0, 3)
				.mapToObj((_) -> CompletableFuture.runAsync(() -> addAndDelete(backend), CALLERS))
				.toList();
			await().atMost(SOON).until(() -> this.added.size() > 8);
			snapshot = take(backend);
			int meanwhile = this.added.size();
			await().atMost(SOON).until(() -> this.added.size() > meanwhile + 4);
			this.done.set(true);
			callers.forEach(CompletableFuture::join);
		}
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(snapshot))).isEqualTo("rwx------");
		Files.createDirectories(this.home.resolve("restored"));
		Files.move(snapshot, this.home.resolve("restored/backend-api"));
		try (RunningBackend restored = new RunningBackend(properties(this.home.resolve("restored")))) {
			assertThat(restored.voices()).containsAll(before).hasSizeGreaterThan(before.size());
			restored.voices().forEach((id) -> assertThat(restored.prompt(id)).isNotEmpty());
		}
	}

	@Test
	void abandonedSnapshotsAreSwept() throws IOException {
		try (RunningBackend backend = new RunningBackend(properties(this.home))) {
			Path snapshot = take(backend);
			Path younger = take(backend);
			Files.setLastModifiedTime(snapshot,
					FileTime.from(Files.getLastModifiedTime(snapshot).toInstant().minus(Duration.ofHours(2))));
			backend.bean(Sweeper.class).sweep();
			assertThat(snapshot).doesNotExist();
			assertThat(younger).exists();
		}
	}

	@Test
	void databaseElsewhereIsBackedUpElsewhere() throws IOException {
		try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
			Map<String, String> properties = new HashMap<>(properties(this.home));
			properties.put("spring.datasource.url", database.getJdbcUrl("postgres", "postgres"));
			properties.put("spring.datasource.username", "postgres");
			properties.put("spring.datasource.password", "");
			try (RunningBackend backend = new RunningBackend(properties)) {
				backend.client()
					.post()
					.uri("/internal/snapshots")
					.exchange()
					.expectStatus()
					.isEqualTo(HttpStatus.CONFLICT)
					.expectBody()
					.jsonPath("$.type")
					.isEqualTo("urn:cosymesh:problem:backup-elsewhere");
			}
		}
	}

	private void addAndDelete(RunningBackend backend) {
		for (int i = 0; !this.done.get(); i++) {
			String id = backend.added();
			this.added.add(id);
			if (i % 2 == 0) {
				backend.client().delete().uri("/api/v1/voices/" + id).exchange().expectStatus().isNoContent();
			}
		}
	}

	private static Path take(RunningBackend backend) {
		return Path.of((String) backend.client()
			.post()
			.uri("/internal/snapshots")
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody()
			.get("directory"));
	}

	private static Map<String, String> properties(Path home) {
		return Map.of("cosymesh.home", home.toString());
	}

}
