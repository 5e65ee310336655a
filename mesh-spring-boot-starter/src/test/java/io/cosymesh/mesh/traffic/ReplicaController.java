package io.cosymesh.mesh.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.GlobalEventExecutor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Does what a test tells it to, and remembers what it was asked.
 */
@RestController
class ReplicaController implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final AtomicInteger received = new AtomicInteger();

	private final AtomicInteger cancelled = new AtomicInteger();

	private final AtomicInteger refusals = new AtomicInteger();

	private volatile Duration delay = Duration.ZERO;

	private volatile int status = 200;

	private volatile boolean busy;

	private volatile CompletableFuture<Void> rest = new CompletableFuture<>();

	private volatile Optional<String> deadline = Optional.empty();

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		factory
			.addServerCustomizers((server) -> server.doOnChannelInit((_, channel, _) -> this.connections.add(channel))
				.doOnConnection((connection) -> refuse(connection.channel())));
	}

	private void refuse(Channel stream) {
		if (this.refusals.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
		}
	}

	@GetMapping("/v1/answer")
	Mono<ResponseEntity<String>> answer(
			@RequestHeader(name = Deadline.HEADER, required = false) Optional<String> deadline) {
		this.received.incrementAndGet();
		this.deadline = deadline;
		return Mono.delay(this.delay)
			.map((_) -> ResponseEntity.status(HttpStatusCode.valueOf(this.status)).headers(this::hint).body("done"))
			.doOnCancel(this.cancelled::incrementAndGet);
	}

	@PostMapping("/v1/answer")
	Mono<ResponseEntity<String>> answer(@RequestBody String body) {
		this.received.incrementAndGet();
		return Mono.delay(this.delay).map((_) -> ResponseEntity.status(HttpStatusCode.valueOf(this.status)).body(body));
	}

	/** Takes nothing of what is sent, as a process does that is stopped. */
	@PostMapping("/v1/frozen")
	Mono<Void> freeze() {
		return Mono.never();
	}

	@GetMapping(path = "/v1/stream", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> stream() {
		this.received.incrementAndGet();
		CompletableFuture<Void> go = new CompletableFuture<>();
		this.rest = go;
		return Flux.concat(Mono.just(bytes("first")), Mono.fromFuture(go, true).thenReturn(bytes("second")))
			.doOnCancel(this.cancelled::incrementAndGet);
	}

	private void hint(HttpHeaders headers) {
		if (this.busy) {
			headers.set(HttpHeaders.RETRY_AFTER, "1");
		}
	}

	void refuseForNow() {
		this.busy = true;
		this.status = 503;
	}

	/** Refuses streams unseen, as a server does that is about to leave. */
	void refuseStreams(int streams) {
		this.refusals.set(streams);
	}

	void slowDown(Duration delay) {
		this.delay = delay;
	}

	void answerWith(int status) {
		this.status = status;
	}

	void finishStream() {
		this.rest.complete(null);
	}

	int received() {
		return this.received.get();
	}

	int cancelled() {
		return this.cancelled.get();
	}

	Optional<String> deadline() {
		return this.deadline;
	}

	/** Cuts every connection, as a process does that is killed. */
	void cutConnections() {
		// From the first handler on, so that nothing takes its leave.
		this.connections.forEach((connection) -> connection.pipeline().firstContext().close());
	}

	private static DataBuffer bytes(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
