package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;

/**
 * Addresses of a peer for tests.
 */
final class Replicas {

	static final BreakerProperties BREAKER = new BreakerProperties(7, Duration.ofSeconds(1), Duration.ofMinutes(1));

	static final Throwable FAILURE = new IllegalStateException("failed on purpose");

	private Replicas() {
	}

	static RandomGenerator random() {
		return RandomGeneratorFactory.of("L64X128MixRandom").create(42);
	}

	static Endpoint at(String ip, TrafficTime time) {
		return new Endpoint(new InetSocketAddress(ip, 8443), breaker(time, new ArrayList<>()), new PeakEwma(time));
	}

	static Breaker breaker(TrafficTime time, List<State> transitions) {
		return new Breaker("replica", BREAKER, time, random(), transitions::add);
	}

}
