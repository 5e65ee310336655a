package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Time that passes when it is told to.
 */
final class VirtualTime {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final TrafficTime time = new TrafficTime(() -> this.scheduler.now(TimeUnit.NANOSECONDS), this.scheduler);

	TrafficTime time() {
		return this.time;
	}

	void advance(Duration by) {
		this.scheduler.advanceTimeBy(by);
	}

}
