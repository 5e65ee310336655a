package io.cosymesh.backend.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.backend.caller.SaidCaller;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.awaitility.Awaitility.await;

/**
 * Sends jobs to an engine that says the number of each sentence.
 */
@TestPropertySource(properties = { "cosymesh.jobs.poll=50ms", "cosymesh.jobs.queue.per-tenant=5" })
abstract class JobApi extends PublicApi {

	static final String JOBS = "/api/v1/jobs";

	@Autowired
	FakeAudioProcessor audioProcessor;

	@Autowired
	FakeInferenceEngine inferenceEngine;

	@Autowired
	JsonMapper json;

	/** Each test is a user of its own. */
	String user;

	String voice;

	@BeforeEach
	void addVoice() {
		this.user = "user-" + UUID.randomUUID();
		this.inferenceEngine.refusal = null;
		this.inferenceEngine.speaking = JobApi::numbered;
		this.inferenceEngine.sentences = 2;
		this.voice = addVoice(this.user);
	}

	static Flux<DataBuffer> numbered(SynthesisRequest request) {
		return FakeInferenceEngine.words("s%d".formatted(request.sentence()), "..");
	}

	String addVoice(String owner) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("name", "Ada");
		form.part("consent", "true");
		form.part("prompt", new ByteArrayResource(new byte[] { 1, 2, 3 })).filename("a.wav");
		return body(this.client.post()
			.uri("/api/v1/voices")
			.header(SaidCaller.USER, owner)
			.bodyValue(form.build())
			.exchange()
			.expectStatus()
			.isCreated()).path("id").asString();
	}

	Map<String, Object> order(String text) {
		return Map.of("voice", this.voice, "text", text, "format", "pcm");
	}

	JsonNode accepted(Object request) {
		return body(post(request).expectStatus().isAccepted());
	}

	ResponseSpec post(Object request) {
		return this.client.post().uri(JOBS).header(SaidCaller.USER, this.user).bodyValue(request).exchange();
	}

	JsonNode accepted(String key, Object request) {
		return body(post(key, request).expectStatus().isAccepted());
	}

	ResponseSpec post(String key, Object request) {
		return this.client.post()
			.uri(JOBS)
			.header(SaidCaller.USER, this.user)
			.header("Idempotency-Key", key)
			.bodyValue(request)
			.exchange();
	}

	ResponseSpec retry(String id) {
		return this.client.post().uri(JOBS + "/{id}/retry", id).header(SaidCaller.USER, this.user).exchange();
	}

	/** Whoever makes a job needs a moment to see that it is over. */
	void awaitRetried(String id) {
		await().until(() -> retry(id).returnResult().getStatus().equals(HttpStatus.ACCEPTED));
	}

	void delete(String id) {
		this.client.delete()
			.uri(JOBS + "/{id}", id)
			.header(SaidCaller.USER, this.user)
			.exchange()
			.expectStatus()
			.isNoContent();
	}

	static void assertRefused(ResponseSpec response, HttpStatus status) {
		response.expectStatus().isEqualTo(status).expectBody().jsonPath("$.detail").isNotEmpty();
	}

	ResponseSpec get(String path) {
		return this.client.get().uri(JOBS + path).header(SaidCaller.USER, this.user).exchange();
	}

	JsonNode job(String id) {
		return body(get("/" + id).expectStatus().isOk());
	}

	JsonNode awaitState(String id, String state) {
		return await().until(() -> job(id), (job) -> job.path("state").asString().equals(state));
	}

	String audio(String pathAndQuery) {
		return new String(get(pathAndQuery).expectStatus().isOk().expectBody().returnResult().getResponseBodyContent(),
				StandardCharsets.UTF_8);
	}

	JsonNode body(ResponseSpec response) {
		return this.json.readTree(response.expectBody().returnResult().getResponseBodyContent());
	}

	static List<Path> files(String folder) throws Exception {
		Path path = home().resolve("backend-api").resolve(folder);
		if (!Files.exists(path)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(path)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

}
