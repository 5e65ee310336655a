package io.cosymesh.mesh.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one key: those of the last minute, in steps.
 */
final class TrafficRow {

	/** Steps that are over and still told about. */
	static final int KEPT = 5;

	private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

	private final TrafficKey key;

	private final TrafficMeters meters;

	private final Counts.Counting counting = new Counts.Counting();

	private final Recorder latencies = new Recorder(Counts.DIGITS);

	private final Deque<Counts> steps = new ArrayDeque<>(KEPT);

	private Counts open = Counts.NONE;

	private @Nullable Histogram spare;

	private volatile long lastSeen;

	TrafficRow(TrafficKey key, TrafficMeters meters) {
		this.key = key;
		this.meters = meters;
	}

	TrafficKey key() {
		return this.key;
	}

	/**
	 * Returns when the last request ended, in milliseconds since 1970.
	 */
	long lastSeen() {
		return this.lastSeen;
	}

	void begin() {
		this.meters.requested();
	}

	void end(Finished finished, long now) {
		this.lastSeen = now;
		if (finished.firstByteNanos() >= 0) {
			long micros = TimeUnit.NANOSECONDS.toMicros(finished.firstByteNanos());
			this.latencies.recordValue(Math.min(micros, LONGEST_MICROS));
		}
		this.counting.count(finished);
		this.meters.responded(finished);
	}

	/**
	 * Returns what was counted in the steps that are kept and the one under way.
	 */
	synchronized Counts window() {
		drain();
		Counts sum = this.open;
		for (Counts step : this.steps) {
			sum = sum.plus(step);
		}
		return sum;
	}

	/**
	 * Ends the step under way.
	 * @return what was counted in it
	 */
	synchronized Counts closeStep() {
		drain();
		Counts closed = packed(this.open);
		this.open = Counts.NONE;
		if (this.steps.size() == KEPT) {
			this.steps.removeFirst();
		}
		this.steps.addLast(closed);
		return closed;
	}

	private void drain() {
		Histogram taken = this.latencies.getIntervalHistogram(this.spare);
		// What is read now is written to again after the next time.
		this.spare = taken;
		Counts counted = this.counting.take((taken.getTotalCount() > 0) ? taken.copy() : null);
		this.open = this.open.plus(counted);
	}

	private static Counts packed(Counts counts) {
		AbstractHistogram wide = counts.latencies();
		if (wide == null) {
			return counts;
		}
		PackedHistogram packed = new PackedHistogram(Counts.DIGITS);
		packed.add(wide);
		return new Counts(counts.requests(), counts.failures(), counts.denied(), counts.unanswered(), counts.retries(),
				counts.timeouts(), packed);
	}

}
