package io.cosymesh.inference;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.contracts.inference.EngineStatus;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.inference.cosyvoice.StandInRuntime;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Two engines in one service, one of them at the mercy of its runtime.
 */
class EngineChoiceIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final TestCa CA = TestCa.create();

	private static final StandInRuntime RUNTIME = new StandInRuntime();

	private static Service service;

	private static Service mute;

	private static Service caller;

	private static Service callerOfMute;

	private static InferenceEngine engine;

	@BeforeAll
	static void start() {
		service = Service.engine(CA, "cosymesh.engine.use=cosyvoice,embedded",
				"cosymesh.engine.cosyvoice.url=" + RUNTIME.url(), "cosymesh.engine.cosyvoice.recycling.after=1",
				"cosymesh.engine.cosyvoice.probe.interval=200ms");
		mute = Service.engine(CA, "cosymesh.engine.use=cosyvoice", "cosymesh.engine.cosyvoice.url=http://127.0.0.1:1");
		caller = Service.caller(CA, "backend-api", service);
		callerOfMute = Service.caller(CA, "backend-api", mute);
		engine = caller.bean(InferenceEngine.class);
	}

	@AfterAll
	static void stop() {
		callerOfMute.close();
		caller.close();
		mute.close();
		service.close();
		RUNTIME.close();
	}

	@BeforeEach
	void mend() {
		RUNTIME.answers(StandInRuntime::speak);
		await().until(() -> "cosyvoice".equals(engine.describe().block(SOON).name()));
	}

	@Test
	void firstEngineSpeaksUnlessAnotherIsAskedFor() {
		assertThat(engineThatSpeaks(null)).isEqualTo("cosyvoice");
		assertThat(engineThatSpeaks("embedded")).isEqualTo("embedded");
	}

	@Test
	void unknownEngineIsRefused() {
		PeerException.Answered answer = refusal(engine, "parrot");
		assertThat(answer.status()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(answer.problem().orElseThrow().getType())
			.isEqualTo(URI.create("urn:cosymesh:problem:engine-unknown"));
		assertThat(answer.problem().orElseThrow().getProperties()).containsEntry("field", "engine");
	}

	@Test
	void nextEngineSpeaksWhileTheRuntimeIsOutOfOrder() throws Exception {
		RUNTIME.answers((request, response) -> response.status(500).send());
		assertThat(engineThatSpeaks(null)).isEqualTo("embedded");
		assertThat(readiness(service).statusCode()).isEqualTo(200);
		assertThat(readiness(service).body()).contains("\"engine\":\"embedded\"", "trouble.cosyvoice",
				"The runtime answered 500");
		PeerException.Answered named = refusal(engine, "cosyvoice");
		assertThat(named.problem().orElseThrow().getType())
			.isEqualTo(URI.create("urn:cosymesh:problem:engine-unavailable"));
	}

	@Test
	void bothEnginesAreListedWithWhatSetsThemApart() {
		List<EngineStatus> engines = engine.engines().block(SOON).engines();
		assertThat(engines).extracting(EngineStatus::name).containsExactly("cosyvoice", "embedded");
		assertThat(engines).extracting((each) -> each.capabilities().cloning())
			.containsExactly(EngineCapabilities.Cloning.NEURAL, EngineCapabilities.Cloning.TIMBRE_ADAPTATION);
		assertThat(engines).extracting((each) -> each.load().limit()).containsExactly(8, 128);
		EngineStatus absent = callerOfMute.bean(InferenceEngine.class).engines().block(SOON).engines().getFirst();
		assertThat(absent.state()).isEqualTo(EngineStatus.State.LOADING);
		assertThat(absent.reason()).contains("The runtime can't be reached");
	}

	@Test
	void serviceWhoseOnlyRuntimeIsNotThereStartsButIsNotReady() throws Exception {
		HttpResponse<String> readiness = readiness(mute);
		assertThat(readiness.statusCode()).isEqualTo(503);
		assertThat(readiness.body()).contains("The runtime can't be reached");
		PeerException.Answered answer = refusal(callerOfMute.bean(InferenceEngine.class), null);
		assertThat(answer.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(answer.retryAfter()).contains("10");
	}

	private static String engineThatSpeaks(String name) {
		ResponseEntity<Flux<DataBuffer>> response = engine.synthesize(request(name)).block(SOON);
		ByteArrayOutputStream pcm = response.getBody().collect(ByteArrayOutputStream::new, (all, buffer) -> {
			byte[] piece = new byte[buffer.readableByteCount()];
			buffer.read(piece);
			DataBufferUtils.release(buffer);
			all.writeBytes(piece);
		}).block(SOON);
		assertThat(Listening.semitonesFrom(170, pcm.toByteArray())).isBetween(-2.0, 2.0);
		return response.getHeaders().getFirst(SpeechHeaders.ENGINE);
	}

	private static PeerException.Answered refusal(InferenceEngine asked, String name) {
		Mono<?> call = asked.synthesize(request(name));
		return (PeerException.Answered) PeerException.in(catchThrowable(() -> call.block(SOON))).orElseThrow();
	}

	private static SynthesisRequest request(String name) {
		return new SynthesisRequest("This is my own voice.", null, 1, 7L, null, SyntheticSpeaker.recording(170), name);
	}

	private static HttpResponse<String> readiness(Service asked) throws Exception {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(asked.managementPort()));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
		}
	}

}
