package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Disks that are full or can't be written.
 */
@ExtendWith(OutputCaptureExtension.class)
class DiskTroubleIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	@TempDir
	private Path home;

	@Test
	void fullDiskRefusesWhatHasNoRoomAndKeepsTheRest(CapturedOutput log) throws Exception {
		try (SmallDisk disk = SmallDisk.mount(this.home.resolve("audio"), "1m");
				RunningBackend backend = new RunningBackend(Map.of("cosymesh.home",
						this.home.resolve("home").toString(), "cosymesh.storage.audio", disk.directory().toString()))) {
			List<String> kept = new ArrayList<>();
			ResponseSpec answer = backend.add();
			while (answer.returnResult(Void.class).getStatus().is2xxSuccessful()) {
				kept = backend.voices();
				answer = backend.add();
			}
			assertThat(kept).hasSizeBetween(3, 5);
			StorageAnswers.assertProblem(backend.add(), HttpStatus.INSUFFICIENT_STORAGE, "storage-full",
					this.home.toString());
			assertThat(backend.voices()).isEqualTo(kept);
			assertThat(files(disk.directory())).hasSameSizeAs(kept).allMatch((file) -> file.endsWith(".pcm"));
			kept.forEach((id) -> assertThat(backend.prompt(id)).hasSizeGreaterThan(RunningBackend.PROMPT_BYTES));
			await().atMost(SOON).until(() -> backend.storageHealth().contains("DEGRADED"));
			assertThat(backend.storageHealth()).contains("full");
			assertThat(log).contains("event=failed status=507 type=urn:cosymesh:problem:storage-full")
				.contains("event=storage-degraded what=audio reason=full")
				.doesNotContain("at io.cosymesh.backend.storage");
			backend.client().delete().uri("/api/v1/voices/" + kept.getFirst()).exchange().expectStatus().isNoContent();
			backend.added();
		}
	}

	@Test
	void readOnlyDiskStillPlaysAndTakesWritesOnceItCan(CapturedOutput log) throws Exception {
		try (SmallDisk disk = SmallDisk.mount(this.home.resolve("audio"), "8m");
				RunningBackend backend = new RunningBackend(Map.of("cosymesh.home",
						this.home.resolve("home").toString(), "cosymesh.storage.audio", disk.directory().toString()))) {
			String kept = backend.added();
			String unwanted = backend.added();
			disk.makeReadOnly(true);
			StorageAnswers.assertProblem(backend.add(), HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable",
					this.home.toString());
			assertThat(backend.voices()).containsExactlyInAnyOrder(kept, unwanted);
			backend.prompt(kept);
			await().atMost(SOON).until(() -> backend.storageHealth().contains("read-only"));
			// forgotten at once, its audio once that is possible
			backend.client().delete().uri("/api/v1/voices/" + unwanted).exchange().expectStatus().isNoContent();
			assertThat(log).contains("event=prompt-deletion-postponed").contains("reason=read-only");
			assertThat(files(disk.directory())).hasSize(2);
			disk.makeReadOnly(false);
			backend.added();
			backend.sweepInAnHour();
			assertThat(files(disk.directory())).hasSize(2);
			await().atMost(SOON).until(() -> backend.storageHealth().contains("UP"));
			assertThat(log).contains("event=storage-recovered what=audio", "event=swept what=prompts deleted=1");
		}
	}

	@Test
	void databaseOnAFullDiskLosesNothingAndComesBack() throws Exception {
		try (SmallDisk disk = SmallDisk.mount(this.home.resolve("database"), "6m");
				RunningBackend backend = new RunningBackend(Map.of("cosymesh.home",
						this.home.resolve("home").toString(), "cosymesh.storage.directory", disk.directory().toString(),
						"cosymesh.storage.audio", this.home.resolve("audio").toString()))) {
			String kept = backend.added();
			Path filler = disk.fill();
			List<String> all = new ArrayList<>(List.of(kept));
			ResponseSpec answer = backend.add();
			for (int i = 0; i < 200 && answer.returnResult(Void.class).getStatus().is2xxSuccessful(); i++) {
				answer = backend.add();
			}
			StorageAnswers.assertProblem(backend.add(), HttpStatus.SERVICE_UNAVAILABLE, "database-unavailable",
					this.home.toString());
			Files.delete(filler);
			await().atMost(SOON)
				.ignoreExceptions()
				.until(() -> backend.add().returnResult(Void.class).getStatus().is2xxSuccessful());
			assertThat(backend.voices()).containsAll(all);
			backend.sweepInAnHour();
			assertThat(files(this.home.resolve("audio"))).hasSameSizeAs(backend.voices());
			backend.voices().forEach(backend::prompt);
		}
	}

	private static List<String> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(Path::toString).toList();
		}
	}

}
