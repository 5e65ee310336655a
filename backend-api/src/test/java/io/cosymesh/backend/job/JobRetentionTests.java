package io.cosymesh.backend.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@TestPropertySource(properties = "cosymesh.jobs.retention=1ms")
class JobRetentionTests extends JobApi {

	@Autowired
	private JobRetention retention;

	@Autowired
	private JdbcClient jdbc;

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

	@Test
	void audioInAFolderOfNoJobIsDeleted() throws Exception {
		Path folder = Files.createDirectories(home().resolve("backend-api/jobs/nobodys"));
		Path forgotten = Files.write(folder.resolve("2".repeat(64) + ".pcm"), new byte[] { 1, 2 });
		Files.setLastModifiedTime(forgotten, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
		this.retention.sweep();
		assertThat(forgotten).doesNotExist();
	}

	@Test
	void sentenceOfAJobThatGoesOnIsKeptAndFoundByItsJob() throws Exception {
		this.inferenceEngine.speaking = (request) -> (request.sentence() == 0) ? numbered(request) : Flux.never();
		String id = accepted(order("One. Two.")).path("id").asString();
		await().until(() -> job(id).path("progress").path("done").asInt() == 1);
		Path sentence = files("jobs/" + id).getFirst();
		Files.setLastModifiedTime(sentence, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
		this.jdbc.sql("set query_statistics true").update();
		this.retention.sweep();
		assertThat(sentence).exists();
		assertThat(planOfLookingForASentence()).contains("JOB_SENTENCE").doesNotContain("tableScan");
		this.jdbc.sql("set query_statistics false").update();
		delete(id);
	}

	/** Each sweep looks for every kept file, so none may cost a look at all of them. */
	private String planOfLookingForASentence() {
		String query = this.jdbc.sql("""
				select sql_statement from information_schema.query_statistics
				where sql_statement like 'select count(*) from job_sentence%'""").query(String.class).single();
		return this.jdbc.sql("explain " + query).params(List.of(UUID.randomUUID(), "x")).query(String.class).single();
	}

}
