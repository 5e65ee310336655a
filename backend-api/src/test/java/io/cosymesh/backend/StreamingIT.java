package io.cosymesh.backend;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.fakes.OwnEventLoops;
import io.cosymesh.mesh.problem.ProblemAutoConfiguration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What only real connections show: the service and its peers each behind a socket.
 */
@Timeout(60)
class StreamingIT {

	private static final String BOUNDARY = "b0undary";

	private static final long TWO_HUNDRED_MEBIBYTES = 200L * 1024 * 1024;

	private static final long FORM_AROUND = prompt(0).map(ByteBuf::readableBytes).reduce(0, Integer::sum).block();

	@TempDir
	static Path home;

	private static ConfigurableApplicationContext peers;

	private static ConfigurableApplicationContext backend;

	private FakeAudioProcessor audioProcessor;

	private FakeInferenceEngine inferenceEngine;

	@BeforeAll
	static void start() {
		peers = new SpringApplicationBuilder(Peers.class).initializers(new OwnEventLoops())
			.run("--server.port=0", "--server.ssl.enabled=false", "--server.http2.enabled=true");
		backend = new SpringApplicationBuilder(BackendSlice.class, PeersOutside.class).initializers(new OwnEventLoops())
			.run("--server.port=0", "--server.ssl.enabled=false", "--cosymesh.home=" + home,
					"--test.peers=http://localhost:" + port(peers));
	}

	@AfterAll
	static void stop() {
		backend.close();
		peers.close();
	}

	@BeforeEach
	void peersAreWell() {
		this.audioProcessor = peers.getBean(FakeAudioProcessor.class);
		this.audioProcessor.encoding = FakeAudioProcessor::marked;
		this.audioProcessor.promptBytes.set(0);
		this.inferenceEngine = peers.getBean(FakeInferenceEngine.class);
		this.inferenceEngine.speaking = (request) -> FakeInferenceEngine.words("one.", "two.");
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP11", "H2C" })
	void promptOf200MebibytesIsRefusedByItsDeclaredLengthInUnderTwoSeconds(HttpProtocol protocol) {
		clone(protocol, prompt(8_000_000)).block();
		CompletableFuture<Void> others = cloneInParallel(protocol);
		long start = System.nanoTime();
		String answer = answer(client(protocol)
			.headers((headers) -> headers.set(HttpHeaderNames.CONTENT_LENGTH, TWO_HUNDRED_MEBIBYTES + FORM_AROUND))
			.post()
			.uri("/api/v1/clone")
			.send(prompt(TWO_HUNDRED_MEBIBYTES))).block();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(answer).startsWith("413 ").contains("\"field\":\"prompt\"", "25600 KiB");
		assertThat(others).succeedsWithin(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP11", "H2C" })
	void promptOfUndeclaredLengthIsRefusedWhenItPassesTheLimit(HttpProtocol protocol) {
		CompletableFuture<Void> others = cloneInParallel(protocol);
		AtomicLong sent = new AtomicLong();
		String answer = answer(client(protocol).post().uri("/api/v1/clone").send(prompt(TWO_HUNDRED_MEBIBYTES, sent)))
			.block();
		assertThat(sent.get()).isLessThan(TWO_HUNDRED_MEBIBYTES / 2);
		assertThat(answer).startsWith("413 ").contains("\"field\":\"prompt\"", "25600 KiB");
		assertThat(others).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void promptOf25MebibytesIsTaken() {
		long size = 25L * 1024 * 1024;
		assertThat(clone(HttpProtocol.HTTP11, prompt(size)).block()).isEqualTo("200 HEADone.two.");
		assertThat(this.audioProcessor.promptBytes).hasValue(size);
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP11", "H2C" })
	void firstAudioIsHeardBeforeTheLastIsMade(HttpProtocol protocol) {
		Sinks.Many<DataBuffer> engine = Sinks.many().unicast().onBackpressureBuffer();
		this.inferenceEngine.speaking = (request) -> engine.asFlux();
		StepVerifier.create(heard(protocol))
			.then(() -> engine.tryEmitNext(FakeAudioProcessor.buffer("one.")).orThrow())
			.thenConsumeWhile((heard) -> !heard.endsWith("one."))
			.expectNextMatches((heard) -> heard.endsWith("one."))
			.then(() -> engine.tryEmitNext(FakeAudioProcessor.buffer("two.")).orThrow())
			.thenConsumeWhile((heard) -> !heard.endsWith("two."))
			.expectNextMatches((heard) -> heard.endsWith("two."))
			.then(() -> engine.tryEmitComplete().orThrow())
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP11", "H2C" })
	void sentenceIsToldBeforeTheNextIsMadeAndWhoeverLeavesStopsTheEngine(HttpProtocol protocol) {
		AtomicBoolean engineStopped = new AtomicBoolean();
		Sinks.Many<DataBuffer> engine = Sinks.many().unicast().onBackpressureBuffer();
		this.inferenceEngine.speaking = (request) -> engine.asFlux().doOnCancel(() -> engineStopped.set(true));
		StringBuilder told = new StringBuilder();
		Flux<String> events = client(protocol).headers((headers) -> headers.set("Accept", "text/event-stream"))
			.post()
			.uri("/api/v1/clone")
			.send(prompt(1_000))
			.response((response, content) -> content.asString())
			.map((piece) -> told.append(piece).toString());
		StepVerifier.create(events)
			.then(() -> engine.tryEmitNext(FakeAudioProcessor.buffer("one.")).orThrow())
			.thenConsumeWhile((all) -> !all.contains("\"text\":\"one.\""))
			.expectNextMatches((all) -> all.startsWith("event:speech\n") && all.contains("event:audio\n"))
			.thenCancel()
			.verify(Duration.ofSeconds(10));
		await().untilTrue(engineStopped);
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP11", "H2C" })
	void engineThatFailsLaterBreaksTheAnswerOff(HttpProtocol protocol) {
		Sinks.Many<DataBuffer> engine = Sinks.many().unicast().onBackpressureBuffer();
		this.inferenceEngine.speaking = (request) -> engine.asFlux();
		StepVerifier.create(heard(protocol))
			.then(() -> engine.tryEmitNext(FakeAudioProcessor.buffer("one.")).orThrow())
			.thenConsumeWhile((heard) -> !heard.endsWith("one."))
			.expectNextMatches((heard) -> heard.endsWith("one."))
			.then(() -> engine.tryEmitError(new IllegalStateException("the engine died")).orThrow())
			.expectError()
			.verify(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP11", "H2C" })
	void listenerWhoLeavesStopsEncoderAndEngine(HttpProtocol protocol) {
		AtomicBoolean engineStopped = new AtomicBoolean();
		AtomicBoolean encoderStopped = new AtomicBoolean();
		Sinks.Many<DataBuffer> engine = Sinks.many().unicast().onBackpressureBuffer();
		this.inferenceEngine.speaking = (request) -> engine.asFlux().doOnCancel(() -> engineStopped.set(true));
		this.audioProcessor.encoding = (pcm) -> FakeAudioProcessor.marked(pcm)
			.doFinally((signal) -> encoderStopped.set(true));
		StepVerifier.create(heard(protocol))
			.then(() -> engine.tryEmitNext(FakeAudioProcessor.buffer("one.")).orThrow())
			.expectNextCount(1)
			.thenCancel()
			.verify(Duration.ofSeconds(10));
		await().untilTrue(engineStopped);
		await().untilTrue(encoderStopped);
	}

	@Test
	void listenerWhoReadsNothingHoldsTheEngineBack() {
		AtomicLong made = new AtomicLong();
		long all = 512L * 1024 * 1024;
		this.inferenceEngine.speaking = (request) -> Flux.<DataBuffer, Long>generate(() -> 0L, (bytes, sink) -> {
			if (bytes >= all) {
				sink.complete();
			}
			else {
				sink.next(FakeAudioProcessor.buffer("w".repeat(48_000)));
				made.set(bytes);
			}
			return bytes + 48_000;
		});
		StepVerifier.create(heard(HttpProtocol.HTTP11), 1)
			.expectNextCount(1)
			.then(() -> await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10)).until(steady(made)))
			.thenCancel()
			.verify(Duration.ofSeconds(20));
		assertThat(made.get()).isLessThan(all / 4);
	}

	@Test
	void engineThatFailsAtOnceIsAProblemAndNotHalfAnAnswer() {
		this.inferenceEngine.speaking = (request) -> Flux.error(new IllegalStateException("the engine died"));
		assertThat(clone(HttpProtocol.HTTP11, prompt(1_000)).block()).startsWith("500 ")
			.doesNotContain("the engine died");
	}

	private static Callable<Boolean> steady(AtomicLong value) {
		AtomicLong before = new AtomicLong(-1);
		return () -> before.getAndSet(value.get()) == value.get();
	}

	private static Mono<String> clone(HttpProtocol protocol, Flux<ByteBuf> form) {
		return answer(client(protocol).post().uri("/api/v1/clone").send(form));
	}

	private static Flux<String> heard(HttpProtocol protocol) {
		StringBuilder heard = new StringBuilder();
		return client(protocol).post()
			.uri("/api/v1/clone")
			.send(prompt(1_000))
			.response((response, content) -> content.asString())
			.map((piece) -> heard.append(piece).toString());
	}

	private static Mono<String> answer(HttpClient.ResponseReceiver<?> call) {
		return call.responseSingle((response,
				content) -> content.asString().defaultIfEmpty("").map((body) -> response.status().code() + " " + body));
	}

	private static HttpClient client(HttpProtocol protocol) {
		return HttpClient.create()
			.protocol(protocol)
			.host("127.0.0.1")
			.port(port(backend))
			.headers((headers) -> headers.set(HttpHeaderNames.CONTENT_TYPE,
					"multipart/form-data; boundary=" + BOUNDARY));
	}

	private static CompletableFuture<Void> cloneInParallel(HttpProtocol protocol) {
		return Flux.range(0, 10)
			.concatMap((number) -> clone(protocol, prompt(100_000)))
			.doOnNext((answer) -> assertThat(answer).isEqualTo("200 HEADone.two."))
			.then()
			.toFuture();
	}

	private static Flux<ByteBuf> prompt(long size) {
		return prompt(size, new AtomicLong());
	}

	private static Flux<ByteBuf> prompt(long size, AtomicLong sent) {
		byte[] piece = new byte[64 * 1024];
		return Flux.concat(
				Flux.just(bytes("--%1$s\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nHello.\r\n--%1$s\r\n"
					.formatted(BOUNDARY)
						+ "Content-Disposition: form-data; name=\"prompt\"; filename=\"a.wav\"\r\n\r\n")),
				Flux.generate(() -> size, (left, sink) -> {
					if (left == 0) {
						sink.complete();
						return left;
					}
					int length = (int) Math.min(left, piece.length);
					sink.next(Unpooled.wrappedBuffer(piece, 0, length));
					return left - length;
				}), Flux.just(bytes("\r\n--%s--\r\n".formatted(BOUNDARY))));
	}

	private static ByteBuf bytes(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/**
	 * Tells backend-api where its peers are, as the mesh would.
	 */
	static class PeersOutside {

		@Bean
		WebClientHttpServiceGroupConfigurer peers(Environment environment) {
			return (groups) -> groups
				.forEachClient((group, client) -> client.baseUrl(environment.getRequiredProperty("test.peers")));
		}

	}

	/**
	 * Both peers, in a server of their own.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import({ FakeAudioProcessor.class, FakeInferenceEngine.class })
	@ImportAutoConfiguration({ CodecsAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			JacksonAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
			ProblemAutoConfiguration.class, WebFluxAutoConfiguration.class })
	static class Peers {

	}

}
