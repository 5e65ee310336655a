package io.cosymesh.backend.storage;

import io.cosymesh.backend.caller.SaidCaller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.OwnEventLoops;
import io.cosymesh.fakes.PeersInside;

import reactor.core.publisher.Mono;

/**
 * A backend-api on a port of its own, outside of the mesh, with a prompt of new noise for
 * whatever is uploaded.
 */
final class RunningBackend implements AutoCloseable {

	static final int PROMPT_BYTES = 200_000;

	/** No two backends hear the same. */
	private static final AtomicInteger SEEDS = new AtomicInteger();

	private final ConfigurableApplicationContext context;

	private final WebTestClient client;

	private volatile Duration ahead = Duration.ZERO;

	private final Random random = new Random(SEEDS.incrementAndGet());

	RunningBackend(Map<String, String> properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.ssl.enabled=false",
				"--server.shutdown=immediate", "--cosymesh.storage.check-interval=200ms"));
		properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		InstantSource clock = () -> Instant.now(Clock.systemUTC()).plus(this.ahead);
		this.context = new SpringApplicationBuilder(BackendSlice.class, PeersInside.class)
			.web(WebApplicationType.REACTIVE)
			.initializers(new OwnEventLoops(),
					(application) -> application.getBeanFactory().registerSingleton("clock", clock))
			.run(arguments.toArray(String[]::new));
		this.context.getBean(FakeAudioProcessor.class).preparing = (
				recording) -> recording.doOnNext(DataBufferUtils::release).then(Mono.fromSupplier(this::noise));
		this.client = WebTestClient.bindToServer()
			.responseTimeout(Duration.ofSeconds(60))
			.baseUrl("http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port"))
			.build();
	}

	private synchronized PreparedPrompt noise() {
		byte[] audio = new byte[PROMPT_BYTES];
		this.random.nextBytes(audio);
		return new PreparedPrompt(AudioBytes.of(audio), FakeAudioProcessor.REPORT, FakeAudioProcessor.FEATURES);
	}

	WebTestClient client() {
		return this.client;
	}

	ResponseSpec add() {
		return add("default");
	}

	ResponseSpec add(String tenant) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		form.part("name", "Ada");
		form.part("consent", "true");
		return this.client.post()
			.uri("/api/v1/voices")
			.header(SaidCaller.TENANT, tenant)
			.bodyValue(form.build())
			.exchange();
	}

	/** Returns the id of a new voice. */
	String added() {
		return (String) add().expectStatus()
			.isCreated()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody()
			.get("id");
	}

	List<String> voices() {
		Map<?, ?> page = this.client.get()
			.uri("/api/v1/voices?limit=100&builtIn=false")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		return ((List<?>) page.get("voices")).stream().map((voice) -> (String) ((Map<?, ?>) voice).get("id")).toList();
	}

	byte[] prompt(String id) {
		return this.client.get()
			.uri("/api/v1/voices/{id}/prompt", id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody();
	}

	/** Sweeps as if an hour had passed. */
	void sweepInAnHour() {
		this.ahead = Duration.ofHours(1);
		bean(Sweeper.class).sweep();
		this.ahead = Duration.ZERO;
	}

	String storageHealth() {
		return bean(StorageWatch.class).health().toString();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
