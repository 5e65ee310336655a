package io.cosymesh.mesh.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.http2.StreamWindows;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers who share connections: whatever some do with their streams, the others get on.
 */
class SharedConnectionIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final int ROUNDS = 10;

	private static final int CONNECTION_WINDOW = 65_535;

	private static final int OTHERS = StreamWindows.STREAMS_PER_CONNECTION - 1;

	private static final TestCa CA = TestCa.create();

	private static Member server;

	private final Member caller = Member.of(CA, "caller")
		.application(CallerApplication.class)
		.peer("echo", server.url())
		.with("cosymesh.peers.echo.identity=hoard", "cosymesh.peers.echo.retries.max=0",
				"cosymesh.peers.echo.timeout=60s")
		.withOwnThreads()
		.start();

	private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

	private final List<Disposable> stalled = new ArrayList<>();

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "hoard")
			.application(Hoard.class)
			.rule(0, "callers", "GET /v1/**,POST /v1/**", "caller")
			.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	// Each test has a pool of its own, so that it knows on which connection it is.
	@AfterEach
	void stopCaller() {
		this.stalled.forEach(Disposable::dispose);
		await().atMost(SOON).until(() -> server.bean(HoardController.class).ignored() == 0);
		this.caller.close();
	}

	// Netty announces what was read on a connection only when it is half of its window.
	@ParameterizedTest
	@ValueSource(ints = { 1000, 16_000, 24_000, 32_000 })
	void answersNobodyReadsLeaveRoomForAnother(int readBefore) {
		assertThat(download(readBefore)).isEqualTo(readBefore);
		for (int i = 0; i < OTHERS; i++) {
			stallReading();
		}
		assertThat(download(100_000)).isEqualTo(100_000);
		assertThat(this.connections).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 16_000, 24_000, 32_000 })
	void requestsNobodyReadsLeaveRoomForAnother(int readBefore) {
		assertThat(upload(readBefore)).isEqualTo(readBefore);
		for (int i = 0; i < OTHERS; i++) {
			stallWriting(i + 1);
		}
		assertThat(upload(100_000)).isEqualTo(100_000);
		assertThat(this.connections).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(Leaving.class)
	void callersWhoLeaveTakeNothingWithThem(Leaving leaving) {
		for (int round = 0; round < ROUNDS; round++) {
			Flux.range(0, 2 * StreamWindows.STREAMS_PER_CONNECTION)
				.flatMap((_) -> leaving.from(this).onErrorComplete(), 2 * StreamWindows.STREAMS_PER_CONNECTION)
				.blockLast(SOON);
		}
		for (int round = 0; round < ROUNDS; round++) {
			assertThat(download(5000)).isEqualTo(5000);
			assertThat(upload(5000)).isEqualTo(5000);
		}
		assertThat(this.connections).isNotEmpty().allSatisfy(SharedConnectionIT::assertWhole);
	}

	@Test
	void leaversAmongListenersTakeNothingWithThem() {
		List<Disposable> noise = new ArrayList<>();
		for (Leaving leaving : Leaving.values()) {
			noise.add(leaving.from(this)
				.onErrorComplete()
				.repeatWhen((ended) -> ended.delayElements(Duration.ofMillis(2)))
				.subscribe());
		}
		try {
			for (int round = 0; round < ROUNDS / 2; round++) {
				assertThat(download(50_000)).isEqualTo(50_000);
				assertThat(upload(50_000)).isEqualTo(50_000);
			}
		}
		finally {
			noise.forEach(Disposable::dispose);
		}
		assertThat(this.connections).isNotEmpty().allSatisfy(SharedConnectionIT::assertWhole);
	}

	// Every stream is gone, and of either window no more is missing than may be read but
	// not yet announced.
	private static void assertWhole(Channel channel) {
		if (!channel.isActive()) {
			return;
		}
		Http2Connection http2 = channel.pipeline().get(Http2FrameCodec.class).connection();
		await().atMost(SOON).until(() -> onLoop(channel, http2::numActiveStreams) == 0);
		await().atMost(SOON)
			.until(() -> onLoop(channel,
					() -> http2.local().flowController().unconsumedBytes(http2.connectionStream())) == 0);
		await().atMost(SOON)
			.until(() -> onLoop(channel,
					() -> http2.remote().flowController().windowSize(http2.connectionStream())) > CONNECTION_WINDOW
							/ 2);
	}

	private static int onLoop(Channel channel, Callable<Integer> question) {
		return channel.eventLoop().submit(question).syncUninterruptibly().getNow();
	}

	private void stallReading() {
		Sinks.Empty<Void> begun = Sinks.empty();
		this.stalled.add(get("/v1/flood").exchangeToFlux((response) -> response.bodyToFlux(DataBuffer.class))
			.map(HoardController::release)
			.concatMap((_) -> Mono.<Void>never().doFirst(begun::tryEmitEmpty), 1)
			.subscribe());
		begun.asMono().block(SOON);
	}

	private void stallWriting(int ignored) {
		this.stalled.add(post("/v1/deaf", HoardController.endless()).retrieve().toBodilessEntity().subscribe());
		await().atMost(SOON).until(() -> server.bean(HoardController.class).ignored() == ignored);
	}

	private long download(int bytes) {
		return count(get("/v1/bytes/" + bytes).exchangeToFlux((response) -> response.bodyToFlux(DataBuffer.class)));
	}

	private long upload(int bytes) {
		return Long
			.parseLong(post("/v1/bytes", HoardController.body(bytes)).retrieve().bodyToMono(String.class).block(SOON));
	}

	@SuppressWarnings("unchecked")
	private static void letGo(ResponseEntity<?> answer) {
		((Flux<DataBuffer>) answer.getBody()).subscribe(DataBufferUtils.releaseConsumer()).dispose();
	}

	private static long count(Flux<DataBuffer> body) {
		return body.map(HoardController::release).reduce(0L, Long::sum).block(SOON);
	}

	private WebClient.RequestHeadersSpec<?> get(String path) {
		return client().get().uri(path).httpRequest(this::sent);
	}

	private WebClient.RequestHeadersSpec<?> post(String path, Flux<DataBuffer> body) {
		return client().post()
			.uri(path)
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.httpRequest(this::sent)
			.body(body, DataBuffer.class);
	}

	private void sent(ClientHttpRequest request) {
		Connection connection = request.getNativeRequest();
		assertThat(connection.channel()).isInstanceOf(Http2StreamChannel.class);
		this.connections.add(connection.channel().parent());
	}

	private WebClient client() {
		return this.caller.bean(PeerClients.class).webClient("echo");
	}

	/** How callers leave. */
	enum Leaving {

		BEFORE_HEADERS {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.get("/v1/silent")
					.retrieve()
					.toBodilessEntity()
					.takeUntilOther(Mono.delay(Duration.ofMillis(5)));
			}
		},

		UNREAD {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.get("/v1/flood")
					.retrieve()
					.toEntityFlux(DataBuffer.class)
					.doOnNext(SharedConnectionIT::letGo);
			}
		},

		UNREAD_FOR_A_WHILE {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.get("/v1/flood")
					.retrieve()
					.toEntityFlux(DataBuffer.class)
					.delayElement(Duration.ofMillis(5))
					.doOnNext(SharedConnectionIT::letGo)
					// Whoever leaves while the answer waits.
					.doOnDiscard(ResponseEntity.class, SharedConnectionIT::letGo);
			}
		},

		AT_THE_ANSWER {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				Sinks.Empty<Void> left = Sinks.empty();
				return test.get("/v1/flood").exchangeToFlux((response) -> {
					left.tryEmitEmpty();
					return response.bodyToFlux(DataBuffer.class);
				}).map(HoardController::release).takeUntilOther(left.asMono()).then();
			}
		},

		AFTER_SOME {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.get("/v1/flood")
					.exchangeToFlux((response) -> response.bodyToFlux(DataBuffer.class))
					.map(HoardController::release)
					.take(3)
					.then();
			}
		},

		UPLOADING {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.post("/v1/deaf", HoardController.endless())
					.retrieve()
					.toBodilessEntity()
					.takeUntilOther(Mono.delay(Duration.ofMillis(5)));
			}
		},

		UPLOADING_TO_A_READER {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.post("/v1/bytes", HoardController.endless())
					.retrieve()
					.toBodilessEntity()
					.takeUntilOther(Mono.delay(Duration.ofMillis(5)));
			}
		},

		REFUSED {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.get("/v1/refusal").retrieve().toBodilessEntity();
			}
		},

		REFUSED_UPLOADING {
			@Override
			Mono<?> from(SharedConnectionIT test) {
				return test.post("/v1/refusal", HoardController.endless()).retrieve().toBodilessEntity();
			}
		};

		abstract Mono<?> from(SharedConnectionIT test);

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(HoardController.class)
	static class Hoard {

	}

}
