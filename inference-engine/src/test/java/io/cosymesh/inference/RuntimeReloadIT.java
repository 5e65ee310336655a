package io.cosymesh.inference;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.inference.cosyvoice.StandInRuntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An engine that drives a runtime is swapped under load.
 */
@Timeout(120)
class RuntimeReloadIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final int SPEECHES = 20;

	private static final String TEXT = "This sentence is told while the engine is changed. And so is this one.";

	@Test
	void reloadSwapsTheEngineUnderTwentySpeechesInFlight() {
		TestCa ca = TestCa.create();
		try (StandInRuntime runtime = new StandInRuntime();
				Service service = Service.engine(ca, "cosymesh.engine.use=cosyvoice",
						"cosymesh.engine.cosyvoice.url=" + runtime.url(),
						"cosymesh.engine.cosyvoice.concurrency=" + SPEECHES);
				Service caller = Service.caller(ca, "backend-api", service)) {
			InferenceEngine engine = caller.bean(InferenceEngine.class);
			EngineDescription before = engine.describe().block(SOON);
			int words = runtime.heard().size();
			Sinks.Empty<Void> gate = Sinks.empty();
			runtime.answers(StandInRuntime.heldBackUntil(gate.asMono()));
			List<CompletableFuture<byte[]>> speeches = new ArrayList<>();
			for (int i = 0; i < SPEECHES; i++) {
				speeches.add(hear(engine, pitchHz(i)));
			}
			await().atMost(SOON).until(() -> runtime.heard().size() == words + SPEECHES);
			runtime.answers(StandInRuntime::speak);
			assertThat(engine.reloadModel().block(SOON).generation()).isEqualTo(before.generation() + 1);
			assertThat(engine.reloadModel().block(SOON).generation()).isEqualTo(before.generation() + 2);
			assertThat(speeches).noneMatch(CompletableFuture::isDone);
			gate.tryEmitEmpty();
			for (int i = 0; i < SPEECHES; i++) {
				byte[] pcm = speeches.get(i).join();
				assertThat(PcmFormat.seconds(pcm.length)).isBetween(7.0, 9.0);
				assertThat(Listening.semitonesFrom(pitchHz(i), pcm)).isBetween(-0.5, 0.5);
			}
			assertThat(hear(engine, 150).join()).isNotEmpty();
		}
	}

	private static double pitchHz(int speech) {
		return 120 + 5 * speech;
	}

	private static CompletableFuture<byte[]> hear(InferenceEngine engine, double pitchHz) {
		SynthesisRequest request = new SynthesisRequest(TEXT, "en", 1, 7L, null, SyntheticSpeaker.recording(pitchHz));
		return engine.synthesize(request).flatMap((response) -> joined(response.getBody())).toFuture();
	}

	private static Mono<byte[]> joined(Flux<DataBuffer> body) {
		return body.collect(ByteArrayOutputStream::new, (all, buffer) -> {
			byte[] piece = new byte[buffer.readableByteCount()];
			buffer.read(piece);
			DataBufferUtils.release(buffer);
			all.writeBytes(piece);
		}).map(ByteArrayOutputStream::toByteArray);
	}

}
