package io.cosymesh.ca.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When TokenReviews arrived, and how many were under way at once.
 */
public final class ReviewLog {

	private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();

	private final AtomicInteger underWay = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	void begin() {
		this.arrivals.add(System.nanoTime());
		this.most.accumulateAndGet(this.underWay.incrementAndGet(), Math::max);
	}

	void end() {
		this.underWay.decrementAndGet();
	}

	public int count() {
		return this.arrivals.size();
	}

	public int mostAtOnce() {
		return this.most.get();
	}

	/** Returns how many arrived in the busiest second. */
	public int mostInASecond() {
		List<Long> sorted = this.arrivals.stream().sorted().toList();
		long second = Duration.ofSeconds(1).toNanos();
		int busiest = 0;
		for (int first = 0, next = 0; first < sorted.size(); first++) {
			while (next < sorted.size() && sorted.get(next) - sorted.get(first) < second) {
				next++;
			}
			busiest = Math.max(busiest, next - first);
		}
		return busiest;
	}

	public Duration span() {
		List<Long> sorted = this.arrivals.stream().sorted().toList();
		return Duration.ofNanos(sorted.getLast() - sorted.getFirst());
	}

}
