package io.cosymesh.ca.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures the processor time of a batch: that of the whole process, so that garbage
 * collection, compilation and background threads count.
 */
final class ProcessorTime {

	/** As many requests at once as the CA has database connections for. */
	static final int CALLERS = 8;

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final AtomicReference<Batch> LAST = new AtomicReference<>(new Batch(0, 1));

	private ProcessorTime() {
	}

	/**
	 * Runs a batch and remembers what it took. Each caller makes every eighth call, in
	 * turn.
	 */
	static <T> T measure(List<? extends Callable<T>> batch) throws Exception {
		if (batch.isEmpty()) {
			throw new IllegalArgumentException("An empty batch takes no time");
		}
		long begun = SYSTEM.getProcessCpuTime();
		List<FutureTask<T>> callers = IntStream.range(0, Math.min(CALLERS, batch.size()))
			.mapToObj((caller) -> new FutureTask<>(() -> callInTurn(batch, caller)))
			.toList();
		callers.forEach(Thread.ofVirtual()::start);
		T last = callers.getFirst().get();
		for (FutureTask<T> caller : callers) {
			last = caller.get();
		}
		LAST.set(new Batch(SYSTEM.getProcessCpuTime() - begun, batch.size()));
		return last;
	}

	private static <T> T callInTurn(List<? extends Callable<T>> batch, int caller) throws Exception {
		T last = batch.get(caller).call();
		for (int next = caller + CALLERS; next < batch.size(); next += CALLERS) {
			last = batch.get(next).call();
		}
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
