package io.cosymesh.mesh.traffic;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends a stream from outside: its source is cancelled, its reader gets an error.
 */
public final class Cut {

	private Cut() {
	}

	/**
	 * Returns a stream that may be ended from outside.
	 * @param <T> what flows
	 * @param stream the stream, which is cancelled when it is to end
	 * @param when says by its value that the stream is to end; completing without one, it
	 * ends the stream as if it were whole
	 * @param error what the reader is told in place of the rest
	 * @return the stream
	 */
	// An error of the other publisher would end the stream and leave its source running.
	public static <T> Flux<T> off(Flux<T> stream, Mono<?> when, Supplier<? extends Throwable> error) {
		return Flux.defer(() -> {
			AtomicBoolean over = new AtomicBoolean();
			return stream.takeUntilOther(when.doOnNext((_) -> over.set(true)))
				.concatWith(Mono.defer(() -> over.get() ? Mono.error(error.get()) : Mono.empty()));
		});
	}

}
