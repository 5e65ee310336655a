package io.cosymesh.backend.job;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.cosymesh.mesh.problem.PeerException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What goes wrong with jobs, is cancelled or tried again, and what becomes of it.
 */
class JobTroubleTests extends JobApi {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void engineThatIsAwayIsAskedAgain() {
		AtomicInteger attempts = new AtomicInteger();
		this.inferenceEngine.speaking = (request) -> {
			if (attempts.incrementAndGet() == 2) {
				throw new PeerException.Unavailable("inference-engine", Duration.ofSeconds(1));
			}
			return numbered(request);
		};
		String id = accepted(order("One. Two.")).path("id").asString();
		awaitState(id, "succeeded");
		assertThat(attempts).hasValue(3);
		assertThat(audio("/%s/audio".formatted(id))).isEqualTo("s0..s1..");
		assertThat(audio("/%s/events".formatted(id))).containsOnlyOnce("\"number\":1")
			.contains("event:delay", "\"peer-unavailable\"");
	}

	@Test
	void textThatCanNotBeSpokenFailsAndMayBeTriedAgain() {
		this.inferenceEngine.refusal = refusal();
		String id = accepted(order("One. Two.")).path("id").asString();
		JsonNode failed = awaitState(id, "failed");
		assertThat(failed.path("problem").path("type").asString()).isEqualTo("urn:cosymesh:problem:tag-unknown");
		assertThat(failed.path("problem").path("field").asString()).isEqualTo("text");
		assertThat(failed.has("expiresAt")).isTrue();
		assertRefused(get("/%s/audio".formatted(id)), HttpStatus.CONFLICT);
		this.inferenceEngine.refusal = null;
		awaitRetried(id);
		awaitState(id, "succeeded");
		assertRefused(retry(id), HttpStatus.CONFLICT);
	}

	@Test
	void cancelledJobIsMadeAnewWhenItIsTriedAgain() {
		this.inferenceEngine.speaking = (request) -> (request.sentence() == 0) ? numbered(request) : Flux.never();
		String id = accepted(order("One. Two.")).path("id").asString();
		await().until(() -> job(id).path("progress").path("done").asInt() == 1);
		delete(id);
		assertThat(job(id).path("progress").path("done").asInt()).isZero();
		assertThat(job(id).path("progress").path("total").isNumber()).isFalse();
		assertProblem(get("/%s/audio?partial=true".formatted(id)), HttpStatus.CONFLICT, "job-incomplete");
		this.inferenceEngine.speaking = JobApi::numbered;
		awaitRetried(id);
		awaitState(id, "succeeded");
		assertThat(audio("/%s/audio".formatted(id))).isEqualTo("s0..s1..");
		assertThat(audio("/%s/events".formatted(id))).doesNotContain("cancelled").containsOnlyOnce("\"number\":1");
	}

	@Test
	void failedJobKeepsItsSentencesWhenItIsTriedAgain() {
		this.inferenceEngine.speaking = (request) -> {
			if (request.sentence() == 1) {
				throw refusal();
			}
			return numbered(request);
		};
		String id = accepted(order("One. Two.")).path("id").asString();
		awaitState(id, "failed");
		assertThat(audio("/%s/audio?partial=true".formatted(id))).isEqualTo("s0..");
		AtomicInteger spoken = new AtomicInteger();
		this.inferenceEngine.speaking = (request) -> {
			spoken.incrementAndGet();
			return numbered(request);
		};
		awaitRetried(id);
		awaitState(id, "succeeded");
		assertThat(spoken).hasValue(1);
		assertThat(audio("/%s/audio".formatted(id))).isEqualTo("s0..s1..");
		assertThat(audio("/%s/events".formatted(id))).doesNotContain("failed")
			.containsOnlyOnce("\"number\":1")
			.containsOnlyOnce("\"number\":2");
	}

	@Test
	void jobThatIsStillAtWorkIsNotPutIntoTheQueueAgain() {
		this.inferenceEngine.refusal = refusal();
		String id = accepted(order("One. Two.")).path("id").asString();
		awaitState(id, "failed");
		await().until(() -> scheduled(id) == 0);
		this.jdbc
			.sql("""
					insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat,
					  version) values ('speech-job', :job, now(), true, 'somebody', now(), 1)""")
			.param("job", id)
			.update();
		this.inferenceEngine.refusal = null;
		assertProblem(retry(id), HttpStatus.CONFLICT, "job-ending").expectHeader().valueEquals("Retry-After", 1);
		assertThat(job(id).path("state").asString()).isEqualTo("failed");
		this.jdbc.sql("delete from scheduled_tasks where task_instance = :job").param("job", id).update();
		retry(id).expectStatus().isAccepted();
		awaitState(id, "succeeded");
	}

	@Test
	void jobThatWasCancelledAtWorkMayBeTriedAgainAtOnce() {
		this.inferenceEngine.speaking = (request) -> Flux.never();
		String id = accepted(order("One. Two.")).path("id").asString();
		awaitState(id, "running");
		delete(id);
		this.inferenceEngine.speaking = JobApi::numbered;
		retry(id).expectStatus().isAccepted();
		awaitState(id, "succeeded");
	}

	@Test
	void jobThatWasCancelledInTheQueueMayBeTriedAgainAtOnce() {
		List<String> atWork = occupyAllWorkers();
		String id = accepted(order("One. Two.")).path("id").asString();
		delete(id);
		retry(id).expectStatus().isAccepted();
		this.inferenceEngine.speaking = JobApi::numbered;
		atWork.forEach(this::delete);
		awaitState(id, "succeeded");
	}

	@Test
	void waitingInTheQueueIsNoFailure() {
		List<String> atWork = occupyAllWorkers();
		String id = accepted(order("One. Two.")).path("id").asString();
		noProgressSince(id, Duration.ofHours(2));
		AtomicInteger attempts = new AtomicInteger();
		this.inferenceEngine.speaking = (request) -> {
			if (attempts.incrementAndGet() == 1) {
				throw new PeerException.Unavailable("inference-engine", Duration.ofSeconds(1));
			}
			return numbered(request);
		};
		atWork.forEach(this::delete);
		await().until(() -> job(id).path("state").asString().matches("succeeded|failed"));
		assertThat(job(id).path("state").asString()).isEqualTo("succeeded");
	}

	@Test
	void jobThatFailedForTooLongInARowIsGivenUp() {
		this.inferenceEngine.refusal = new PeerException.Unavailable("inference-engine", Duration.ofSeconds(1));
		String id = accepted(order("One. Two.")).path("id").asString();
		await().until(() -> attempts(id) > 0);
		noProgressSince(id, Duration.ofHours(2));
		assertThat(awaitState(id, "failed").path("problem").path("type").asString())
			.isEqualTo("urn:cosymesh:problem:peer-unavailable");
	}

	@Test
	void voiceThatCanNotBeReadIsAskedForAgain() throws Exception {
		List<String> atWork = occupyAllWorkers();
		String id = accepted(order("One. Two.")).path("id").asString();
		Path prompt = files("prompts").getFirst();
		byte[] whole = Files.readAllBytes(prompt);
		Files.write(prompt, new byte[] { 9, 9 });
		try {
			this.inferenceEngine.speaking = JobApi::numbered;
			atWork.forEach(this::delete);
			await().until(() -> attempts(id) > 0);
		}
		finally {
			Files.write(prompt, whole);
		}
		awaitState(id, "succeeded");
		assertThat(audio("/%s/events".formatted(id))).contains("event:delay", "\"storage-damaged\"");
	}

	@Test
	void engineThatCountsInAnotherWayStartsOver() {
		this.inferenceEngine.speaking = (request) -> {
			this.inferenceEngine.sentences = 3;
			return numbered(request);
		};
		String id = accepted(order("One. Two.")).path("id").asString();
		awaitState(id, "succeeded");
		assertThat(audio("/%s/audio".formatted(id))).isEqualTo("s0..s1..s2..");
	}

	@Test
	void engineThatFindsFewerSentencesStartsOver() {
		this.inferenceEngine.sentences = 3;
		this.inferenceEngine.speaking = (request) -> {
			if (request.sentence() == 1) {
				this.inferenceEngine.sentences = 1;
				throw refusal("sentence-unknown", "sentence");
			}
			return numbered(request);
		};
		String id = accepted(order("One. Two.")).path("id").asString();
		awaitState(id, "succeeded");
		assertThat(audio("/%s/audio".formatted(id))).isEqualTo("s0..");
	}

	/** One process makes two jobs at once. */
	private List<String> occupyAllWorkers() {
		this.inferenceEngine.speaking = (request) -> Flux.never();
		List<String> jobs = List.of(accepted(order("One.")).path("id").asString(),
				accepted(order("One.")).path("id").asString());
		jobs.forEach((id) -> awaitState(id, "running"));
		return jobs;
	}

	private void noProgressSince(String id, Duration ago) {
		this.jdbc.sql("update job set progress_at = :at where id = :id")
			.param("at", OffsetDateTime.now(ZoneOffset.UTC).minus(ago))
			.param("id", UUID.fromString(id))
			.update();
	}

	private int attempts(String id) {
		return this.jdbc.sql("select attempts from job where id = :id")
			.param("id", UUID.fromString(id))
			.query(Integer.class)
			.single();
	}

	private int scheduled(String id) {
		return this.jdbc.sql("select count(*) from scheduled_tasks where task_instance = :id")
			.param("id", id)
			.query(Integer.class)
			.single();
	}

	private static ResponseSpec assertProblem(ResponseSpec response, HttpStatus status, String type) {
		response.expectStatus()
			.isEqualTo(status)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:" + type);
		return response;
	}

	private static PeerException refusal() {
		return refusal("tag-unknown", "text");
	}

	private static PeerException refusal(String type, String field) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "No tag known here");
		problem.setType(URI.create("urn:cosymesh:problem:" + type));
		problem.setProperty("field", field);
		return new PeerException.Answered("inference-engine", HttpStatus.BAD_REQUEST, problem, null);
	}

}
