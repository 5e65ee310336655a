package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

/**
 * Ends an answer that pauses too long. Only the time in which somebody waits for more
 * counts: a listener who pauses asks for nothing, and may come back whenever it likes.
 */
final class BodyWatch {

	private final TrafficTime time;

	private final Duration idle;

	private final Supplier<? extends Throwable> late;

	private final AtomicLong wanted = new AtomicLong();

	private volatile long waitingSince;

	private BodyWatch(Duration idle, Supplier<? extends Throwable> late, TrafficTime time) {
		this.idle = idle;
		this.late = late;
		this.time = time;
	}

	static <T> Flux<T> on(Flux<T> body, @Nullable Duration idle, Supplier<? extends Throwable> late, TrafficTime time) {
		return (idle == null) ? body : Flux.defer(() -> new BodyWatch(idle, late, time).watch(body));
	}

	private <T> Flux<T> watch(Flux<T> body) {
		return Cut.off(body.doOnRequest(this::requested).doOnNext((_) -> received()), Mono.create(this::start),
				this.late);
	}

	private void requested(long more) {
		if (this.wanted.getAndAccumulate(more, Operators::addCap) == 0) {
			this.waitingSince = this.time.nanos();
		}
	}

	private void received() {
		this.waitingSince = this.time.nanos();
		if (this.wanted.get() != Long.MAX_VALUE) {
			this.wanted.decrementAndGet();
		}
	}

	private void start(MonoSink<Boolean> sink) {
		Disposable.Swap task = Disposables.swap();
		sink.onDispose(task);
		look(sink, task);
	}

	private void look(MonoSink<Boolean> sink, Disposable.Swap task) {
		long left = this.idle.toNanos();
		if (this.wanted.get() > 0) {
			left -= this.time.nanos() - this.waitingSince;
		}
		if (left <= 0) {
			sink.success(Boolean.TRUE);
			return;
		}
		task.update(this.time.schedule(() -> look(sink, task), left));
	}

}
