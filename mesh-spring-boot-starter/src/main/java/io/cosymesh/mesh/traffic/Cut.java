package io.cosymesh.mesh.traffic;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends a stream from outside: its source is cancelled, its reader gets an error.
 */
final class Cut {

	private Cut() {
	}

	// An error of the other publisher would end the stream and leave its source running.
	static <T> Flux<T> off(Flux<T> stream, Mono<?> when, Supplier<? extends Throwable> error) {
		return Flux.defer(() -> {
			AtomicBoolean over = new AtomicBoolean();
			return stream.takeUntilOther(when.doOnNext((_) -> over.set(true)))
				.concatWith(Mono.defer(() -> over.get() ? Mono.error(error.get()) : Mono.empty()));
		});
	}

}
