package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

/**
 * Leaves an address alone after failures in a row, or at once when no connection can be
 * made, and lets one request try it now and then.
 */
final class Breaker {

	private static final double JITTER = 0.5;

	private static final int MOST_DOUBLINGS = 30;

	private final CircuitBreaker circuit;

	private final TrafficTime time;

	private volatile long closedUntil;

	private boolean ejected;

	private boolean trying;

	Breaker(String address, BreakerProperties properties, TrafficTime time, RandomGenerator random,
			Consumer<State> transitions) {
		this.time = time;
		this.circuit = CircuitBreaker.of(address,
				CircuitBreakerConfig.custom()
					.slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
					.slidingWindowSize(properties.failures())
					.minimumNumberOfCalls(properties.failures())
					.failureRateThreshold(100)
					.permittedNumberOfCallsInHalfOpenState(1)
					.writableStackTraceEnabled(false)
					.clock(time.asClock())
					.waitIntervalFunctionInOpenState((times) -> penalty(properties, times, random))
					.build());
		this.circuit.getEventPublisher()
			.onStateTransition((event) -> transitions.accept(event.getStateTransition().getToState()));
	}

	/**
	 * Asks to send a request, which must then be followed by what came of it.
	 */
	boolean permits() {
		return this.circuit.tryAcquirePermission();
	}

	/**
	 * Asks to send a request to an address that merely couldn't be connected to, because
	 * there is no other: one at a time, so that a peer that is back is found at once.
	 */
	synchronized boolean permitsAttempt() {
		if (!this.ejected || this.trying || this.circuit.getState() != State.OPEN) {
			return false;
		}
		this.trying = true;
		return true;
	}

	synchronized void connected() {
		this.trying = false;
		if (this.ejected) {
			this.ejected = false;
			this.circuit.transitionToClosedState();
		}
	}

	synchronized void unreachable() {
		this.trying = false;
		this.ejected = true;
		if (this.circuit.getState() != State.OPEN) {
			this.circuit.transitionToOpenState();
		}
	}

	synchronized void succeeded() {
		this.trying = false;
		this.circuit.onSuccess(0, TimeUnit.NANOSECONDS);
	}

	synchronized void failed(Throwable failure) {
		this.trying = false;
		this.circuit.onError(0, TimeUnit.NANOSECONDS, failure);
	}

	synchronized void released() {
		this.trying = false;
		this.circuit.releasePermission();
	}

	boolean isProbing() {
		return this.circuit.getState() == State.HALF_OPEN;
	}

	synchronized EndpointState state() {
		return switch (this.circuit.getState()) {
			case HALF_OPEN -> EndpointState.PROBING;
			case OPEN -> this.ejected ? EndpointState.EJECTED : EndpointState.OPEN;
			case CLOSED, DISABLED, METRICS_ONLY, FORCED_OPEN -> EndpointState.READY;
		};
	}

	/**
	 * Returns how long the address is left alone from now on.
	 */
	Duration closedFor() {
		return (this.circuit.getState() == State.OPEN)
				? Duration.ofNanos(Math.max(0, this.closedUntil - this.time.nanos())) : Duration.ZERO;
	}

	private long penalty(BreakerProperties properties, int times, RandomGenerator random) {
		double doubled = properties.minPenalty().toMillis() * Math.pow(2, Math.clamp(times - 1L, 0, MOST_DOUBLINGS));
		double spread = doubled * (1 + JITTER * random.nextDouble());
		long millis = Math.round(Math.min(spread, (double) properties.maxPenalty().toMillis()));
		this.closedUntil = this.time.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
		return millis;
	}

}
