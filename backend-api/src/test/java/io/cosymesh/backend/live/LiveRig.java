package io.cosymesh.backend.live;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.fakes.OwnEventLoops;
import io.cosymesh.fakes.PeersInside;

import reactor.core.publisher.Flux;

import static org.awaitility.Awaitility.await;

/**
 * backend-api on a real socket, with an engine that speaks the words themselves.
 */
@Timeout(60)
abstract class LiveRig {

	static final String CONFIG = "{\"type\":\"session.config\",\"voice\":\"英文女\",\"response_format\":\"pcm\"}";

	@TempDir
	static Path home;

	static ConfigurableApplicationContext backend;

	FakeInferenceEngine engine;

	@BeforeAll
	static void start() {
		backend = start(home, "--cosymesh.live.max-unspoken=500", "--cosymesh.live.max-text=2000",
				"--cosymesh.live.sessions-per-caller=3");
	}

	static ConfigurableApplicationContext start(Path home, String... limits) {
		return new SpringApplicationBuilder(BackendSlice.class, PeersInside.class).initializers(new OwnEventLoops())
			.run(Stream
				.concat(Stream.of("--server.port=0", "--server.ssl.enabled=false", "--cosymesh.home=" + home),
						Stream.of(limits))
				.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		backend.close();
	}

	@BeforeEach
	void engineSaysTheWords() {
		this.engine = backend.getBean(FakeInferenceEngine.class);
		this.engine.refusal = null;
		this.engine.speaking = LiveRig::words;
		// whoever left before is gone
		await().until(() -> backend.getBean(LiveSessions.class).open() == 0);
	}

	static Flux<DataBuffer> words(SynthesisRequest request) {
		return Flux.just(FakeAudioProcessor.buffer(even(request.text())));
	}

	private static String even(String text) {
		return (text.getBytes(StandardCharsets.UTF_8).length % 2 == 0) ? text : text + " ";
	}

	static Callable<Boolean> steady(AtomicLong value) {
		AtomicLong before = new AtomicLong(-1);
		return () -> before.getAndSet(value.get()) == value.get();
	}

	static LiveClient open() throws Exception {
		return LiveClient.open(port());
	}

	static int port() {
		return port(backend);
	}

	static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
