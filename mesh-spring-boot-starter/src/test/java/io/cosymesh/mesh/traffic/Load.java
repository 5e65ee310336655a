package io.cosymesh.mesh.traffic;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Some callers who ask again as soon as they are answered, and remember what went wrong.
 */
final class Load implements AutoCloseable {

	private final AtomicInteger answered = new AtomicInteger();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final Disposable running;

	private Load(Mono<?> request, int atOnce) {
		Mono<Void> one = request.doOnNext((_) -> this.answered.incrementAndGet())
			.doOnError(this.failures::add)
			.onErrorComplete()
			.then();
		this.running = Flux.range(0, atOnce).flatMap((_) -> one.repeat(), atOnce).subscribe();
	}

	static Load of(Mono<?> request, int atOnce) {
		return new Load(request, atOnce);
	}

	int answered() {
		return this.answered.get();
	}

	Queue<Throwable> failures() {
		return this.failures;
	}

	@Override
	public void close() {
		this.running.dispose();
	}

}
