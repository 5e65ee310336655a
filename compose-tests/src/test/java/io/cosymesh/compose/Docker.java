package io.cosymesh.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@code docker} command, as operators type it.
 */
final class Docker {

	private static final Duration PATIENCE = Duration.ofMinutes(20);

	private final Path folder;

	private final Map<String, String> environment;

	Docker(Path folder, Map<String, String> environment) {
		this.folder = folder;
		this.environment = environment;
	}

	/**
	 * Ends the test where no Docker answers: as a failure, if Docker is required.
	 */
	static void demand() {
		boolean answers;
		try {
			answers = new Docker(Path.of("."), Map.of()).run("compose", "version").code() == 0
					&& new Docker(Path.of("."), Map.of()).run("info").code() == 0;
		}
		catch (UncheckedIOException ex) {
			answers = false;
		}
		if ("required".equals(System.getProperty("cosymesh.docker"))) {
			assertThat(answers).as("a Docker engine with Compose: see .ci/docker-engine").isTrue();
		}
		Assumptions.assumeTrue(answers, "No Docker engine with Compose answers here");
	}

	/**
	 * Runs a command that has to succeed.
	 * @return what it printed, stripped
	 */
	String ok(String... arguments) {
		Output output = run(arguments);
		assertThat(output.code()).as("docker %s:%n%s", String.join(" ", arguments), output.text()).isZero();
		return output.text().strip();
	}

	Output run(String... arguments) {
		return run(new byte[0], arguments);
	}

	Output run(byte[] input, String... arguments) {
		return command(input, Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList());
	}

	Output command(byte[] input, List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true);
		builder.environment().putAll(this.environment);
		try {
			Process process = builder.start();
			CompletableFuture<byte[]> text = CompletableFuture.supplyAsync(() -> read(process));
			try (var stdin = process.getOutputStream()) {
				stdin.write(input);
			}
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new AssertionError("%s did not end".formatted(command));
			}
			return new Output(process.exitValue(), new String(text.join(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static byte[] read(Process process) {
		try {
			return process.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a command said.
	 *
	 * @param code its exit code
	 * @param text standard output and error
	 */
	record Output(int code, String text) {

	}

}
