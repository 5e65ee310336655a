package io.cosymesh.backend.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@TestPropertySource(properties = "cosymesh.jobs.retention=1ms")
class JobRetentionTests extends JobApi {

	@Autowired
	private JobRetention retention;

	@Test
	void jobThatWasKeptLongEnoughIsDeletedWithItsAudioAndItsKey() throws Exception {
		String id = accepted("key", order("One. Two.")).path("id").asString();
		awaitState(id, "succeeded");
		assertThat(files("jobs/" + id)).hasSize(2);
		await().until(() -> this.retention.sweep() == 2);
		get("/" + id).expectStatus().isNotFound();
		assertThat(files("jobs/" + id)).isEmpty();
		assertThat(accepted("key", order("One. Two.")).path("id").asString()).isNotEqualTo(id);
	}

	@Test
	void audioThatNoJobKnowsIsDeletedOnceNobodyCanBeNotingIt() throws Exception {
		Path folder = Files.createDirectories(home().resolve("backend-api/jobs/0b9d2c7e-7d6a-4b53-9f6a-3a5d4b1f2c11"));
		Path forgotten = Files.write(folder.resolve("0".repeat(64) + ".pcm"), new byte[] { 1, 2 });
		Path fresh = Files.write(folder.resolve("1".repeat(64) + ".pcm"), new byte[] { 3, 4 });
		Files.setLastModifiedTime(forgotten, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
		this.retention.sweep();
		assertThat(forgotten).doesNotExist();
		assertThat(fresh).exists();
	}

}
