package io.cosymesh.ca.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures the processor time of a batch: that of the whole process, so that garbage
 * collection, compilation and background threads count.
 */
final class ProcessorTime {

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final AtomicReference<Batch> LAST = new AtomicReference<>(new Batch(0, 1));

	private ProcessorTime() {
	}

	/** Runs a batch and remembers what it took. */
	static <T> T measure(List<? extends Callable<T>> batch) throws Exception {
		if (batch.isEmpty()) {
			throw new IllegalArgumentException("An empty batch takes no time");
		}
		T last = batch.getFirst().call();
		long begun = SYSTEM.getProcessCpuTime();
		for (Callable<T> operation : batch.subList(1, batch.size())) {
			last = operation.call();
		}
		LAST.set(new Batch(SYSTEM.getProcessCpuTime() - begun, batch.size() - 1));
		return last;
	}

	/** Returns what one operation of the last batch took on average. */
	static double lastMicrosPerOperation() {
		Batch last = LAST.get();
		return last.nanos() / 1000.0 / last.operations();
	}

	private record Batch(long nanos, int operations) {
	}

}
