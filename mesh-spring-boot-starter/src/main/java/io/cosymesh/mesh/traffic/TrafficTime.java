package io.cosymesh.mesh.traffic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Time that only ever moves forward, whatever happens to the machine's clock, and what
 * waits for it.
 *
 * @param clock nanoseconds since some moment
 * @param timer runs what is due
 */
record TrafficTime(LongSupplier clock, Scheduler timer) {

	static TrafficTime system() {
		return new TrafficTime(System::nanoTime, Schedulers.parallel());
	}

	long nanos() {
		return this.clock.getAsLong();
	}

	Duration since(long start) {
		return Duration.ofNanos(nanos() - start);
	}

	Mono<Long> in(Duration delay) {
		return Mono.delay(delay, this.timer);
	}

	Disposable schedule(Runnable task, long delayNanos) {
		return this.timer.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
	}

	// Only differences of its instants mean anything.
	Clock asClock() {
		InstantSource source = () -> Instant.ofEpochSecond(0, nanos());
		return source.withZone(ZoneOffset.UTC);
	}

}
