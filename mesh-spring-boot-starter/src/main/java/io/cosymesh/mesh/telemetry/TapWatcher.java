package io.cosymesh.mesh.telemetry;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

import io.github.bucket4j.Bucket;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Somebody who watches. What they don't read in time is dropped and counted.
 */
final class TapWatcher {

	static final int BACKLOG = 256;

	private static final int PREFETCH = 32;

	private static final Duration TELL_DROPS = Duration.ofSeconds(1);

	private final TapFilter filter;

	private final Bucket rate;

	private final Sinks.Many<TapSignal> events = Sinks.many()
		.unicast()
		.onBackpressureBuffer(new ArrayBlockingQueue<>(BACKLOG));

	private final LongAdder dropped = new LongAdder();

	TapWatcher(TapFilter filter, Bucket rate) {
		this.filter = filter;
		this.rate = rate;
	}

	boolean wants(TapEvent event) {
		return this.filter.matches(event);
	}

	boolean wantsHeaders() {
		return this.filter.headers();
	}

	boolean isWithinRate() {
		return this.rate.tryConsume(1);
	}

	void drop() {
		this.dropped.increment();
	}

	// Events come from all event loops, and the sink takes one at a time.
	synchronized void tell(TapEvent event) {
		if (this.events.tryEmitNext(new TapSignal.Request(event)).isFailure()) {
			this.dropped.increment();
		}
	}

	Flux<TapSignal> signals() {
		Flux<TapSignal> drops = Flux.interval(TELL_DROPS)
			.onBackpressureDrop()
			.map((_) -> this.dropped.sumThenReset())
			.filter((count) -> count > 0)
			.map(TapSignal.Dropped::new);
		return Flux.merge(PREFETCH, this.events.asFlux(), drops);
	}

}
