package io.cosymesh.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Linux tells about processes beyond {@link ProcessHandle}: the session, which a
 * child keeps when its parent is killed, and a start time that no clock change moves.
 */
final class ProcessTable {

	private ProcessTable() {
	}

	static Optional<Stat> stat(long pid) {
		try {
			String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
			List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
			return Optional.of(new Stat(fields.get(0), Long.parseLong(fields.get(3)), fields.get(19)));
		}
		catch (IOException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Tells whether a process has ended and only waits for a parent to notice, which in
	 * some containers never happens.
	 */
	static boolean isZombie(long pid) {
		return stat(pid).filter((stat) -> stat.state().equals("Z")).isPresent();
	}

	/**
	 * Returns the living processes of a session, its leader left out.
	 */
	static List<ProcessHandle> followers(long leader) {
		return ProcessHandle.allProcesses()
			.filter((process) -> process.pid() != leader)
			.filter((process) -> stat(process.pid())
				.filter((stat) -> stat.session() == leader && !stat.state().equals("Z"))
				.isPresent())
			.toList();
	}

	record Stat(String state, long session, String startTicks) {
	}

}
