package io.cosymesh.cli.kubernetes;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.tool.Tool;

/**
 * A running {@code kubectl port-forward}: a port of this machine whose connections end at
 * a port of a pod.
 */
final class PortForward implements AutoCloseable {

	private static final Pattern LISTENING = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d{1,5}) -> \\d+");

	private static final int PATIENCE_SECONDS = 20;

	private final Process process;

	private final int port;

	private PortForward(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Waits until the program listens.
	 */
	static PortForward open(Process process, String pod) {
		Thread limit = Thread.ofVirtual().start(() -> endWhenLate(process));
		String last = "it said nothing";
		try {
			process.getOutputStream().close();
			BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				OptionalInt port = portOf(line);
				if (port.isPresent()) {
					limit.interrupt();
					Thread.ofVirtual().start(() -> drain(reader));
					Thread.ofVirtual().start(() -> drain(process.errorReader(StandardCharsets.UTF_8)));
					return new PortForward(process, port.getAsInt());
				}
			}
			last = process.errorReader(StandardCharsets.UTF_8).lines().reduce((_, later) -> later).orElse(last);
		}
		catch (IOException ex) {
			last = String.valueOf(ex.getMessage());
		}
		limit.interrupt();
		Tool.end(process);
		throw CommandFailure.unavailable("no way to pod %s: %s".formatted(pod, last));
	}

	/**
	 * Reads where it listens.
	 */
	static OptionalInt portOf(String line) {
		Matcher matcher = LISTENING.matcher(line);
		return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
	}

	int port() {
		return this.port;
	}

	private static void endWhenLate(Process process) {
		try {
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				Tool.end(process);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// A full pipe would stop it.
	private static void drain(BufferedReader reader) {
		try (reader) {
			while (reader.readLine() != null) {
				// What it says of single connections, the client on them notices.
			}
		}
		catch (IOException ex) {
			// It has ended.
		}
	}

	@Override
	public void close() {
		Tool.end(this.process);
	}

}
