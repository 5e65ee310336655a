package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address of a peer and what is known of it.
 */
final class Endpoint {

	private final InetSocketAddress address;

	private final Breaker breaker;

	private final PeakEwma latency;

	private final AtomicInteger inFlight = new AtomicInteger();

	Endpoint(InetSocketAddress address, Breaker breaker, PeakEwma latency) {
		this.address = address;
		this.breaker = breaker;
		this.latency = latency;
	}

	InetSocketAddress address() {
		return this.address;
	}

	Breaker breaker() {
		return this.breaker;
	}

	int inFlight() {
		return this.inFlight.get();
	}

	void begin() {
		this.inFlight.incrementAndGet();
	}

	void end() {
		this.inFlight.decrementAndGet();
	}

	void observe(Duration latency) {
		this.latency.observe(latency);
	}

	void punish(Duration penalty) {
		this.latency.punish(penalty);
	}

	double cost() {
		return this.latency.nanos() * (this.inFlight.get() + 1);
	}

	@Override
	public String toString() {
		return this.address.toString();
	}

}
