package io.cosymesh.ca.attestation.kubernetes;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Keeps the API server from being flooded: so many calls at once, so many begun in a
 * second, so many callers waiting for so long. Whoever finds no room is told when to come
 * back, at a random time, so that not all come back at once.
 */
final class ReviewGate {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Semaphore seats;

	private final Semaphore turns;

	private final Bucket rate;

	private final Duration longestWait;

	private final RandomGenerator random;

	ReviewGate(KubernetesSettings settings, RandomGenerator random) {
		this.seats = new Semaphore(settings.concurrentReviews() + settings.waitingReviews());
		this.turns = new Semaphore(settings.concurrentReviews(), true);
		// One at a time, evenly spaced: a bucket that could fill up would let more than
		// the rate through in its first second, and a clock that is set forward likewise.
		this.rate = Bucket.builder()
			.addLimit((limit) -> limit.capacity(1).refillGreedy(1, SECOND.dividedBy(settings.reviewsPerSecond())))
			.withNanosecondPrecision()
			.build();
		this.longestWait = settings.longestWait();
		this.random = random;
	}

	/**
	 * Makes a call when it is its turn.
	 * @param call the call
	 * @param <T> what it answers
	 * @return its answer
	 * @throws RefusedException if its turn doesn't come in time
	 */
	<T> T pass(Supplier<T> call) {
		if (!this.seats.tryAcquire()) {
			throw overloaded();
		}
		try {
			return takeTurn(call);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw overloaded();
		}
		finally {
			this.seats.release();
		}
	}

	/**
	 * Tells a caller when to come back: between one second and twice the longest wait.
	 */
	Duration relief() {
		return SECOND.plusMillis(this.random.nextLong(2 * this.longestWait.toMillis() + 1));
	}

	private <T> T takeTurn(Supplier<T> call) throws InterruptedException {
		if (!this.turns.tryAcquire(this.longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
			throw overloaded();
		}
		try {
			if (!this.rate.asBlocking().tryConsume(1, this.longestWait, BlockingStrategy.PARKING)) {
				throw overloaded();
			}
			return call.get();
		}
		finally {
			this.turns.release();
		}
	}

	private RefusedException overloaded() {
		return RefusedException.of(Refusal.ATTESTATION_OVERLOADED, "Too many tokens wait for review.")
			.retryAfter(relief());
	}

}
