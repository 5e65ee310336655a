package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time that this process and the processes it has started and ended took, as
 * Linux counts it (proc(5)). Unlike elapsed time it doesn't grow when others work, too.
 */
final class ProcessorTime {

	private static final Path STATUS = Path.of("/proc/self/stat");

	/** User and system time, own and children's, among the fields after the name. */
	private static final int FIRST = 11;

	private static final int FIELDS = 4;

	private static final double MILLIS_PER_TICK = 10;

	private ProcessorTime() {
	}

	static double millis() throws IOException {
		String status = Files.readString(STATUS);
		String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
		double ticks = 0;
		for (int i = FIRST; i < FIRST + FIELDS; i++) {
			ticks += Long.parseLong(fields[i]);
		}
		return ticks * MILLIS_PER_TICK;
	}

}
