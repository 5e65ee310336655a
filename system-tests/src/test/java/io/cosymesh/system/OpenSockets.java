package io.cosymesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Linux's own tables of TCP connections.
 */
final class OpenSockets {

	private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

	// ESTABLISHED, and CLOSE_WAIT: the other end is gone and the process holds on.
	private static final Set<String> HELD = Set.of("01", "08");

	private OpenSockets() {
	}

	/**
	 * Returns the ports of the clients that a server on this machine has not let go of.
	 */
	static Set<Integer> clientsOf(int serverPort) {
		return TABLES.stream()
			.filter(Files::exists)
			.flatMap(OpenSockets::rows)
			.map((row) -> row.strip().split("\\s+"))
			.filter((row) -> port(row[1]) == serverPort && HELD.contains(row[3]))
			.map((row) -> port(row[2]))
			.collect(Collectors.toSet());
	}

	private static Stream<String> rows(Path table) {
		try {
			return Files.readAllLines(table).stream().filter((row) -> row.contains(": "));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int port(String address) {
		return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
	}

}
