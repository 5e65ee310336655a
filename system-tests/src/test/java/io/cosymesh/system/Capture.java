package io.cosymesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All packets that some ports of this machine exchange over its loopback interface, taken
 * down by tcpdump. {@code -Dcosymesh.capture=required} makes it a failure that this user
 * may not do so.
 */
final class Capture implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String INTERFACE = "lo";

	private final Process process;

	private final Path packets;

	private final Path said;

	private Capture(Process process, Path packets, Path said) {
		this.process = process;
		this.packets = packets;
		this.said = said;
	}

	static Capture of(Collection<Integer> ports, Path folder) {
		Path packets = folder.resolve("loopback.pcap");
		Path said = folder.resolve("tcpdump.err");
		String filter = ports.stream().map((port) -> "tcp port " + port).collect(Collectors.joining(" or "));
		try {
			Process process = new ProcessBuilder("tcpdump", "-i", INTERFACE, "-s", "0", "-B", "32768", "-U",
					"--immediate-mode", "-w", "-", filter)
				.redirectOutput(packets.toFile())
				.redirectError(said.toFile())
				.start();
			Capture capture = new Capture(process, packets, said);
			capture.awaitBegin();
			return capture;
		}
		catch (IOException ex) {
			return unavailable("tcpdump is missing");
		}
	}

	private void awaitBegin() {
		try {
			Awaitility.await().atMost(PATIENCE).until(() -> said().contains("listening on") || !this.process.isAlive());
		}
		catch (ConditionTimeoutException ex) {
			close();
			unavailable("tcpdump does not begin: " + said());
		}
		if (!this.process.isAlive()) {
			unavailable("tcpdump may not capture: " + said());
		}
	}

	private static Capture unavailable(String reason) {
		if ("required".equals(System.getProperty("cosymesh.capture"))) {
			throw new AssertionError(reason);
		}
		return Assumptions.abort(reason);
	}

	/**
	 * Ends the capture once it holds a text that was sent last.
	 */
	Packets endAfter(String last) {
		Awaitility.await().atMost(PATIENCE).until(() -> Packets.read(this.packets).holds(last));
		this.process.destroy();
		try {
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("tcpdump ends").isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
		assertThat(said()).contains("0 packets dropped by kernel");
		return Packets.read(this.packets);
	}

	private String said() {
		try {
			return Files.readString(this.said, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
