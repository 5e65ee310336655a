package io.cosymesh.cli.tool;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The programs that this command has running. None outlives it: Ctrl-C reaches them by
 * way of the terminal, a plain kill of this process doesn't.
 */
final class Children {

	private static final Duration GRACE = Duration.ofSeconds(2);

	private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> ALIVE.forEach(Children::terminate)));
	}

	private Children() {
	}

	private static void terminate(Process process) {
		process.descendants().forEach(ProcessHandle::destroy);
		process.destroy();
	}

	static Process adopt(Process process) {
		ALIVE.add(process);
		return process;
	}

	/**
	 * Ends a program and what it has started, politely at first, and waits until it is
	 * gone. The docker command leaves its work to a plugin, which its own end doesn't
	 * end.
	 */
	static void end(Process process) {
		List<ProcessHandle> started = process.descendants().toList();
		try {
			terminate(process);
			if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
				process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		started.forEach(ProcessHandle::destroyForcibly);
		ALIVE.remove(process);
	}

}
