package io.cosymesh.mesh.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * The threads that do the work of both ends: one, unless somebody configured more. What
 * compilers and collectors do meanwhile is not in their time.
 */
final class EventLoop {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final long[] threads;

	private EventLoop(long[] threads) {
		this.threads = threads;
	}

	/**
	 * Finds the threads, once something was sent.
	 */
	static EventLoop find() {
		return new EventLoop(Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
			.filter((thread) -> thread != null && thread.getThreadName().matches(".*http-(epoll|nio|kqueue)-.*"))
			.mapToLong((thread) -> thread.getThreadId())
			.toArray());
	}

	/**
	 * Returns how long they have been at work, in nanoseconds.
	 */
	long worked() {
		return Arrays.stream(this.threads).map(THREADS::getThreadCpuTime).sum();
	}

}
