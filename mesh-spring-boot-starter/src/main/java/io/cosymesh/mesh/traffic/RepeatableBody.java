package io.cosymesh.mesh.traffic;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.web.reactive.function.BodyInserter;

/**
 * A request's body, which remembers whether it can be sent again: as long as nobody began
 * to read it, or when it came in one piece of moderate size, which is kept until there is
 * an answer. A stream that was begun is gone.
 */
final class RepeatableBody implements BodyInserter<Object, ClientHttpRequest> {

	// A request for speech carries its prompt of up to 30 s, which is 2 MB as text.
	private static final int MOST_KEPT = 4 * 1024 * 1024;

	private final BodyInserter<?, ? super ClientHttpRequest> body;

	private volatile boolean begun;

	private volatile boolean failed;

	private volatile @Nullable Kept kept;

	RepeatableBody(BodyInserter<?, ? super ClientHttpRequest> body) {
		this.body = body;
	}

	boolean isRepeatable() {
		return !this.begun || this.kept != null;
	}

	/**
	 * Returns whether whoever makes the body is to blame for what went wrong.
	 */
	boolean hasFailed() {
		return this.failed;
	}

	void forget() {
		this.kept = null;
	}

	@Override
	public Mono<Void> insert(ClientHttpRequest request, Context context) {
		Kept piece = this.kept;
		return (piece != null) ? piece.writeTo(request) : this.body.insert(new Watched(request), context);
	}

	private void keep(HttpHeaders headers, DataBuffer buffer) {
		if (buffer.readableByteCount() <= MOST_KEPT) {
			byte[] bytes = new byte[buffer.readableByteCount()];
			int start = buffer.readPosition();
			buffer.read(bytes);
			buffer.readPosition(start);
			this.kept = new Kept(HttpHeaders.copyOf(headers), bytes);
		}
	}

	private final class Watched extends ClientHttpRequestDecorator {

		Watched(ClientHttpRequest request) {
			super(request);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> content) {
			if (content instanceof Mono<? extends DataBuffer> piece) {
				return super.writeWith(piece.doOnSubscribe((_) -> RepeatableBody.this.begun = true)
					.doOnNext((buffer) -> keep(getHeaders(), buffer))
					.doOnError((_) -> RepeatableBody.this.failed = true));
			}
			return super.writeWith(streamed(content));
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> content) {
			return super.writeAndFlushWith(streamed(content));
		}

		private <T> Flux<T> streamed(Publisher<T> content) {
			return Flux.from(content)
				.doOnSubscribe((_) -> RepeatableBody.this.begun = true)
				.doOnError((_) -> RepeatableBody.this.failed = true);
		}

	}

	/**
	 * A body in one piece.
	 */
	private static final class Kept {

		private final HttpHeaders headers;

		private final byte[] bytes;

		Kept(HttpHeaders headers, byte[] bytes) {
			this.headers = headers;
			this.bytes = bytes;
		}

		Mono<Void> writeTo(ClientHttpRequest request) {
			this.headers.forEach((name, values) -> request.getHeaders().put(name, values));
			return request.writeWith(Mono.fromSupplier(() -> request.bufferFactory().wrap(this.bytes)));
		}

	}

}
