package io.cosymesh.mesh.telemetry;

import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Counts the bytes of a body.
 */
final class CountedResponse extends ServerHttpResponseDecorator {

	private final AtomicLong sent;

	CountedResponse(ServerHttpResponse response, AtomicLong sent) {
		super(response);
		this.sent = sent;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return super.writeWith(counted(body));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(Flux.from(body).map(this::counted));
	}

	// A single buffer stays single: only then does the server say how long it is.
	private Publisher<? extends DataBuffer> counted(Publisher<? extends DataBuffer> body) {
		return (body instanceof Mono<? extends DataBuffer> one) ? one.doOnNext(this::count)
				: Flux.<DataBuffer>from(body).doOnNext(this::count);
	}

	private void count(DataBuffer buffer) {
		this.sent.addAndGet(buffer.readableByteCount());
	}

}
