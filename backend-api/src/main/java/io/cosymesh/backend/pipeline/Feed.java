package io.cosymesh.backend.pipeline;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is sent to a service while it answers. Remembers how the sending ended: the call
 * itself would only report a broken transport, or an answer that ends well too early.
 */
final class Feed {

	private final Flux<DataBuffer> content;

	private volatile @Nullable Throwable failure;

	private volatile boolean complete;

	Feed(Flux<DataBuffer> content) {
		this.content = content.doOnError((error) -> this.failure = error).doOnComplete(() -> this.complete = true);
	}

	Flux<DataBuffer> content() {
		return this.content;
	}

	Throwable explain(Throwable error) {
		Throwable known = this.failure;
		return (known != null) ? known : error;
	}

	Flux<DataBuffer> guard(Flux<DataBuffer> answer) {
		return answer.concatWith(Mono.defer(this::requireComplete)).onErrorMap(this::explain);
	}

	private Mono<DataBuffer> requireComplete() {
		return this.complete ? Mono.empty()
				: Mono.error(SpeechStream.broken("The encoder stopped before the speech was over"));
	}

}
