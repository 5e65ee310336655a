package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service with its audio in a bucket.
 */
@ExtendWith(OutputCaptureExtension.class)
class S3StorageIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	@TempDir
	private static Path directory;

	private static int port;

	private static S3Server server;

	@TempDir
	private Path home;

	@BeforeAll
	static void start() throws IOException {
		port = S3Server.freePort();
		server = S3Server.start(directory, port);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void voicesLiveInTheBucketAndInNoFolder() throws IOException {
		server.createBucket("voices");
		try (RunningBackend backend = backend("voices", S3Server.SECRET_KEY)) {
			String id = backend.added();
			assertThat(backend.prompt(id)).hasSizeGreaterThan(RunningBackend.PROMPT_BYTES);
			assertThat(objects("voices")).singleElement().asString().endsWith(".pcm");
			assertThat(this.home.resolve("backend-api/prompts")).doesNotExist();
			backend.client().delete().uri("/api/v1/voices/" + id).exchange().expectStatus().isNoContent();
			assertThat(objects("voices")).isEmpty();
			backend.client().post().uri("/internal/snapshots").exchange().expectStatus().isEqualTo(HttpStatus.CONFLICT);
		}
	}

	@Test
	void missingBucketIsSaidOnceAndFoundWithoutARestart(CapturedOutput log) throws IOException {
		try (RunningBackend backend = backend("missing", S3Server.SECRET_KEY)) {
			await().atMost(SOON).until(() -> backend.storageHealth().contains("no-such-bucket"));
			for (int i = 0; i < 3; i++) {
				StorageAnswers.assertProblem(backend.add(), HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable",
						"missing");
			}
			assertThat(backend.voices()).isEmpty();
			server.createBucket("missing");
			backend.added();
			await().atMost(SOON).until(() -> backend.storageHealth().contains("UP"));
		}
		assertThat(log.toString().lines().filter((line) -> line.contains("event=storage-degraded"))).singleElement()
			.asString()
			.contains("what=audio reason=no-such-bucket");
		assertThat(log).contains("event=storage-recovered what=audio").doesNotContain("\tat ");
	}

	@Test
	void wrongKeyIsSaidAndNeverPrinted(CapturedOutput log) throws IOException {
		server.createBucket("locked");
		try (RunningBackend backend = backend("locked", "guessed-key")) {
			StorageAnswers.assertProblem(backend.add(), HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable",
					"guessed-key");
			await().atMost(SOON).until(() -> backend.storageHealth().contains("access-denied"));
		}
		assertThat(log).contains("reason=access-denied").doesNotContain("guessed-key", S3Server.ACCESS_KEY, "\tat ");
	}

	@Test
	void serverThatGoesAndComesBackLosesNoVoice() throws IOException {
		server.createBucket("shaky");
		try (RunningBackend backend = backend("shaky", S3Server.SECRET_KEY)) {
			String kept = backend.added();
			server.close();
			StorageAnswers.assertProblem(backend.add(), HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable",
					String.valueOf(port));
			assertThat(backend.voices()).containsExactly(kept);
			// deleted for its owner; its audio has to wait for the sweeper
			backend.client().delete().uri("/api/v1/voices/" + kept).exchange().expectStatus().isNoContent();
			server = S3Server.start(directory, port);
			String later = backend.added();
			assertThat(objects("shaky")).hasSize(2);
			backend.sweepInAnHour();
			assertThat(objects("shaky")).hasSize(1);
			assertThat(backend.prompt(later)).isNotEmpty();
		}
	}

	private static List<Path> objects(String bucket) throws IOException {
		try (Stream<Path> files = Files.walk(directory.resolve("buckets").resolve(bucket))) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private RunningBackend backend(String bucket, String secretKey) throws IOException {
		Map<String, String> properties = new HashMap<>(server.properties(bucket, secretKey));
		properties.put("cosymesh.home", this.home.toString());
		return new RunningBackend(properties);
	}

}
