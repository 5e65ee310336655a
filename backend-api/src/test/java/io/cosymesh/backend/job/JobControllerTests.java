package io.cosymesh.backend.job;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.cosymesh.backend.caller.SaidCaller;
import io.cosymesh.mesh.problem.PeerException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class JobControllerTests extends JobApi {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void jobIsMadeSentenceBySentence() {
		JsonNode accepted = accepted(order("One. Two."));
		assertThat(accepted.path("state").asString()).isEqualTo("queued");
		assertThat(accepted.path("seed").asLong()).isPositive();
		JsonNode job = awaitState(accepted.path("id").asString(), "succeeded");
		assertThat(job.path("progress").path("done").asInt()).isEqualTo(2);
		assertThat(job.path("progress").path("total").asInt()).isEqualTo(2);
		assertThat(job.path("engine").asString()).isEqualTo("fake");
		assertThat(job.has("position")).isFalse();
		assertThat(audio("/%s/audio".formatted(job.path("id").asString()))).isEqualTo("s0..s1..");
		assertThat(audio("/%s/audio?format=wav".formatted(job.path("id").asString()))).isEqualTo("HEADs0..s1..");
		assertThat(this.inferenceEngine.lastRequest.get().engine()).isEqualTo("fake");
		assertThat(this.inferenceEngine.lastRequest.get().seed()).isEqualTo(accepted.path("seed").asLong());
	}

	@Test
	void answerTellsWhereTheJobIs() {
		String location = post(order("One.")).expectStatus()
			.isAccepted()
			.expectBody()
			.returnResult()
			.getResponseHeaders()
			.getFirst("Location");
		this.client.get().uri(location).header(SaidCaller.USER, this.user).exchange().expectStatus().isOk();
	}

	@Test
	void batchIsAcceptedAsAWhole() {
		JsonNode batch = accepted(Map.of("items", List.of(order("One."), order("Two."), order("Three."))));
		assertThat(batch.path("jobs").size()).isEqualTo(3);
		String id = batch.path("id").asString();
		await().until(() -> job(id).path("jobs")
			.valueStream()
			.allMatch((job) -> job.path("state").asString().equals("succeeded")));
		assertThat(job(id).path("jobs").valueStream().map((job) -> job.path("id")).toList())
			.isEqualTo(batch.path("jobs").valueStream().map((job) -> job.path("id")).toList());
		JsonNode listed = body(get("?limit=2").expectStatus().isOk());
		assertThat(listed.path("jobs").size()).isEqualTo(2);
		JsonNode rest = body(get("?limit=2&after=" + listed.path("next").asString()).expectStatus().isOk());
		assertThat(rest.path("jobs").size()).isEqualTo(1);
		assertThat(body(get("?state=failed")).path("jobs").isEmpty()).isTrue();
	}

	@Test
	void wrongItemIsNamedAndNothingAccepted() {
		assertRefused(post(Map.of("items", List.of(order("One."), Map.of("voice", this.voice)))),
				HttpStatus.BAD_REQUEST, "items[1].text");
		assertRefused(post(Map.of("items", List.of(order("One."), Map.of("voice", "nobody", "text", "Two.")))),
				HttpStatus.NOT_FOUND, "items[1].voice");
		assertRefused(post(Map.of("items", List.of())), HttpStatus.BAD_REQUEST, "items");
		assertRefused(post(Map.of("items", List.of(order("One.")), "text", "x")), HttpStatus.BAD_REQUEST, "text");
		assertRefused(post(order("x".repeat(50_001))), HttpStatus.BAD_REQUEST, "text");
		assertRefused(post(List.of()), HttpStatus.BAD_REQUEST, "body");
		assertThat(body(get("")).path("jobs").isEmpty()).isTrue();
	}

	@Test
	void repeatedRequestIsAnsweredWithTheSameJob() {
		JsonNode first = accepted("key-1", order("One."));
		JsonNode again = accepted("key-1", order("One."));
		assertThat(again.path("id")).isEqualTo(first.path("id"));
		assertRefused(post("key-1", order("Two.")), HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key");
		assertThat(accepted("key-2", order("One.")).path("id")).isNotEqualTo(first.path("id"));
		assertRefused(post("a b", order("One.")), HttpStatus.BAD_REQUEST, "Idempotency-Key");
		JsonNode batch = accepted("key-3", Map.of("items", List.of(order("One."))));
		JsonNode sameBatch = accepted("key-3", Map.of("items", List.of(order("One."))));
		assertThat(sameBatch.path("id")).isEqualTo(batch.path("id"));
		assertThat(sameBatch.path("jobs").get(0).path("id")).isEqualTo(batch.path("jobs").get(0).path("id"));
	}

	@Test
	void listenerHearsEveryStepAndGoesOnWhereItLeftOff() {
		String id = accepted(order("One. Two.")).path("id").asString();
		String all = audio("/%s/events".formatted(id));
		assertThat(all).containsSubsequence("\"queued\"", "\"running\"", "event:sentence", "\"number\":1",
				"event:sentence", "\"number\":2", "\"succeeded\"");
		String rest = new String(this.client.get()
			.uri(JOBS + "/{id}/events", id)
			.header(SaidCaller.USER, this.user)
			.header("Last-Event-ID", "3")
			.exchange()
			.expectBody()
			.returnResult()
			.getResponseBodyContent());
		assertThat(rest).startsWith("id:4").contains("\"succeeded\"").doesNotContain("\"running\"");
		assertRefused(this.client.get()
			.uri(JOBS + "/{id}/events", id)
			.header(SaidCaller.USER, this.user)
			.header("Last-Event-ID", "x")
			.exchange(), HttpStatus.BAD_REQUEST, "Last-Event-ID");
	}

	@Test
	void cancelledJobStopsTheEngineAndLeavesNothing() throws Exception {
		AtomicBoolean stopped = new AtomicBoolean();
		this.inferenceEngine.speaking = (request) -> (request.sentence() == 0) ? numbered(request)
				: Flux.<DataBuffer>never().doOnCancel(() -> stopped.set(true));
		String id = accepted(order("One. Two.")).path("id").asString();
		await().until(() -> job(id).path("progress").path("done").asInt() == 1);
		assertThat(audio("/%s/audio".formatted(id))).isEqualTo("s0..");
		assertThat(files("jobs/" + id)).hasSize(1);
		delete(id);
		assertThat(job(id).path("state").asString()).isEqualTo("cancelled");
		await().untilTrue(stopped);
		assertThat(files("jobs/" + id)).isEmpty();
		assertRefused(get("/%s/audio".formatted(id)), HttpStatus.CONFLICT);
		delete(id);
		get("/" + id).expectStatus().isNotFound();
	}

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
	void keyOfADeletedJobIsAsGoodAsNew() {
		String id = accepted("gone-1", order("One.")).path("id").asString();
		awaitState(id, "succeeded");
		delete(id);
		String again = accepted("gone-1", order("One.")).path("id").asString();
		assertThat(again).isNotEqualTo(id);
		assertThat(accepted("gone-1", order("One.")).path("id").asString()).isEqualTo(again);
		awaitState(again, "succeeded");
		delete(again);
		accepted("gone-1", order("Two."));
		JsonNode batch = accepted("gone-2", Map.of("items", List.of(order("One."))));
		awaitState(batch.path("jobs").get(0).path("id").asString(), "succeeded");
		assertRefused(post("gone-2", order("One.")), HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key");
		delete(batch.path("id").asString());
		assertThat(accepted("gone-2", Map.of("items", List.of(order("One.")))).path("jobs").size()).isEqualTo(1);
	}

	@Test
	void fullQueueSaysWhenToComeAgain() {
		this.inferenceEngine.speaking = (request) -> Flux.never();
		List<Map<String, Object>> items = List.of(order("One."), order("Two."), order("Three."));
		JsonNode batch = accepted(Map.of("items", items));
		post(Map.of("items", items)).expectStatus()
			.isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
			.expectHeader()
			.exists("Retry-After")
			.expectBody()
			.jsonPath("$.queuePosition")
			.isEqualTo(4)
			.jsonPath("$.queueLength")
			.isEqualTo(5);
		await().until(() -> job(batch.path("id").asString()).path("jobs").get(2).path("position").asInt() == 1);
		delete(batch.path("id").asString());
		await().until(() -> job(batch.path("id").asString()).path("jobs")
			.valueStream()
			.allMatch((job) -> job.path("state").asString().equals("cancelled")));
	}

	@Test
	void nobodyElseSeesAJob() {
		String id = accepted(order("One.")).path("id").asString();
		for (String path : List.of("/" + id, "/" + id + "/events", "/" + id + "/audio")) {
			this.client.get()
				.uri(JOBS + path)
				.header(SaidCaller.USER, "mallory")
				.exchange()
				.expectStatus()
				.isNotFound();
			this.client.get()
				.uri(JOBS + path)
				.header(SaidCaller.USER, this.user)
				.header(SaidCaller.TENANT, "other")
				.exchange()
				.expectStatus()
				.isNotFound();
		}
		this.client.delete()
			.uri(JOBS + "/{id}", id)
			.header(SaidCaller.USER, "mallory")
			.exchange()
			.expectStatus()
			.isNotFound();
		awaitState(id, "succeeded");
		get("/nonsense").expectStatus().isNotFound();
	}

	@Test
	void acceptedJobOutlivesItsVoice() throws Exception {
		Sinks.Empty<DataBuffer> gate = Sinks.empty();
		this.inferenceEngine.speaking = (request) -> gate.asMono().flux().concatWith(numbered(request));
		String id = accepted(order("One. Two.")).path("id").asString();
		awaitState(id, "running");
		this.client.delete()
			.uri("/api/v1/voices/{id}", this.voice)
			.header(SaidCaller.USER, this.user)
			.exchange()
			.expectStatus()
			.isNoContent();
		assertRefused(post(order("Three.")), HttpStatus.NOT_FOUND, "voice");
		gate.tryEmitEmpty();
		awaitState(id, "succeeded");
		assertThat(audio("/%s/audio".formatted(id))).isEqualTo("s0..s1..");
		assertThat(job(id).toString()).doesNotContain("One.");
	}

	@Test
	void audioIsHeardWhileItGrows() {
		Sinks.Empty<DataBuffer> gate = Sinks.empty();
		this.inferenceEngine.speaking = (request) -> (request.sentence() == 0) ? numbered(request)
				: gate.asMono().flux().concatWith(numbered(request));
		String id = accepted(order("One. Two.")).path("id").asString();
		StringBuilder heard = new StringBuilder();
		Flux<String> audio = this.client.get()
			.uri(JOBS + "/{id}/audio?follow=true", id)
			.header(SaidCaller.USER, this.user)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(DataBuffer.class)
			.getResponseBody()
			.map((buffer) -> buffer.toString(StandardCharsets.UTF_8))
			.doOnNext(heard::append)
			.doOnNext((_) -> gate.tryEmitEmpty());
		audio.blockLast(Duration.ofMinutes(1));
		assertThat(heard).hasToString("s0..s1..");
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
