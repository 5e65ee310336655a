package io.cosymesh.backend.job;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.cosymesh.backend.caller.SaidCaller;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class JobControllerTests extends JobApi {

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

}
