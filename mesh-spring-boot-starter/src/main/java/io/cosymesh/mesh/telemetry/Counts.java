package io.cosymesh.mesh.telemetry;

import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests of some time.
 *
 * @param requests how many ended
 * @param failures how many of them failed
 * @param denied how many were refused for who asked
 * @param unanswered how many got no answer at all
 * @param retries how often one was tried again
 * @param timeouts how many took too long
 * @param latencies microseconds to the first byte
 */
record Counts(long requests, long failures, long denied, long unanswered, long retries, long timeouts,
		@Nullable AbstractHistogram latencies) {

	static final int DIGITS = 2;

	static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, null);

	private static final double MICROS_PER_MILLI = 1000.0;

	boolean isEmpty() {
		return this.requests == 0;
	}

	Counts plus(Counts other) {
		if (other.isEmpty()) {
			return this;
		}
		if (isEmpty()) {
			return other;
		}
		return new Counts(this.requests + other.requests, this.failures + other.failures, this.denied + other.denied,
				this.unanswered + other.unanswered, this.retries + other.retries, this.timeouts + other.timeouts,
				sum(this.latencies, other.latencies));
	}

	@Nullable Double success() {
		return isEmpty() ? null : (double) (this.requests - this.failures) / this.requests;
	}

	/**
	 * Returns a percentile in milliseconds, or {@code null} without any answer.
	 */
	@Nullable Double millisAt(double percentile) {
		AbstractHistogram known = this.latencies;
		return (known == null || known.getTotalCount() == 0) ? null
				: known.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
	}

	private static @Nullable AbstractHistogram sum(@Nullable AbstractHistogram one, @Nullable AbstractHistogram other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		Histogram sum = new Histogram(DIGITS);
		sum.add(one);
		sum.add(other);
		return sum;
	}

	/**
	 * Counts without a lock, and starts again each time that it is read.
	 */
	static final class Counting {

		private final LongAdder requests = new LongAdder();

		private final LongAdder failures = new LongAdder();

		private final LongAdder denied = new LongAdder();

		private final LongAdder unanswered = new LongAdder();

		private final LongAdder retries = new LongAdder();

		private final LongAdder timeouts = new LongAdder();

		void count(Finished finished) {
			this.requests.increment();
			if (finished.isFailure()) {
				this.failures.increment();
			}
			if (finished.denied()) {
				this.denied.increment();
			}
			if (finished.isUnanswered()) {
				this.unanswered.increment();
			}
			if (finished.retries() > 0) {
				this.retries.add(finished.retries());
			}
			if (finished.ending() == Finished.Ending.TIMED_OUT) {
				this.timeouts.increment();
			}
		}

		Counts take(@Nullable AbstractHistogram latencies) {
			return new Counts(this.requests.sumThenReset(), this.failures.sumThenReset(), this.denied.sumThenReset(),
					this.unanswered.sumThenReset(), this.retries.sumThenReset(), this.timeouts.sumThenReset(),
					latencies);
		}

	}

}
