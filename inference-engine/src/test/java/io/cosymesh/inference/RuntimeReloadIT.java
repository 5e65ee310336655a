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
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.inference.cosyvoice.StandInRuntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An engine that drives a runtime is swapped under load.
 */
@Timeout(300)
class RuntimeReloadIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final int SPEECHES = 20;

	private static final List<Double> PITCHES = List.of(120.0, 160.0, 210.0);

	private static final List<VoicePrompt> VOICES = PITCHES.stream().map(SyntheticSpeaker::recording).toList();

	/** Two requests to the runtime: without the pause they would be one. */
	private static final String TEXT = "Told in the meantime.[pause:0.3s] And so is this.";

	@Test
	void reloadSwapsTheEngineUnderTwentySpeechesInFlight() {
		TestCa ca = TestCa.create();
		try (StandInRuntime runtime = new StandInRuntime();
				Service service = Service.engine(ca, "cosymesh.engine.use=cosyvoice",
						"cosymesh.engine.cosyvoice.url=" + runtime.url(),
						"cosymesh.engine.cosyvoice.concurrency=" + SPEECHES,
						"cosymesh.engine.cosyvoice.timeouts.first-byte=60s",
						"cosymesh.engine.cosyvoice.timeouts.idle=60s");
				Service caller = Service.caller(ca, "backend-api", service)) {
			InferenceEngine engine = caller.bean(InferenceEngine.class);
			EngineDescription before = engine.describe().block(SOON);
			int words = runtime.heard().size();
			Sinks.Empty<Void> gate = Sinks.empty();
			runtime.answers(StandInRuntime.heldBackUntil(gate.asMono()));
			List<CompletableFuture<byte[]>> speeches = new ArrayList<>();
			for (int i = 0; i < SPEECHES; i++) {
				speeches.add(hear(engine, i % VOICES.size()));
			}
			await().atMost(SOON).until(() -> runtime.heard().size() == words + SPEECHES);
			runtime.answers(StandInRuntime::speak);
			assertThat(engine.reloadModel().block(SOON).generation()).isEqualTo(before.generation() + 1);
			assertThat(engine.reloadModel().block(SOON).generation()).isEqualTo(before.generation() + 2);
			assertThat(speeches).noneMatch(CompletableFuture::isDone);
			gate.tryEmitEmpty();
			for (int i = 0; i < SPEECHES; i++) {
				byte[] pcm = speeches.get(i).join();
				assertThat(PcmFormat.seconds(pcm.length)).isBetween(4.5, 5.5);
				assertThat(Listening.semitonesFrom(PITCHES.get(i % VOICES.size()), pcm)).isBetween(-0.5, 0.5);
			}
			assertThat(hear(engine, 0).join()).isNotEmpty();
		}
	}

	private static CompletableFuture<byte[]> hear(InferenceEngine engine, int voice) {
		SynthesisRequest request = new SynthesisRequest(TEXT, "en", 1, 7L, null, VOICES.get(voice));
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
