package io.cosymesh.inference.cosyvoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.awaitility.Awaitility.await;

/**
 * Our server for CosyVoice, run by a real Python, with a stand-in for CosyVoice beside
 * it.
 */
final class CosyVoiceServer implements AutoCloseable {

	private static final String PYTHON = System.getProperty("cosymesh.python.command", "/usr/bin/python3");

	private static final Path PROGRAM = Path.of("../k8s/cosyvoice-runtime/cosyvoice_server.py");

	private static final Path STAND_IN = Path.of("src/test/python");

	private static final Pattern LISTENING = Pattern.compile("event=listening port=(\\d+)");

	private static final Duration LONG = Duration.ofSeconds(60);

	private final Process process;

	private final Path log;

	private final Path model;

	private CosyVoiceServer(ProcessBuilder builder, Path work) throws IOException {
		this.log = Files.createTempFile(work, "log", "");
		this.model = Files.createTempFile(work, "model", "");
		this.process = builder.redirectOutput(this.log.toFile()).redirectError(this.model.toFile()).start();
	}

	/** Skips where Python's packages are missing, unless they must be there. */
	static void require() throws Exception {
		Process look = new ProcessBuilder(PYTHON, "-c", "import fastapi, multipart, numpy, uvicorn").start();
		boolean required = "required".equals(System.getProperty("cosymesh.python"));
		Assumptions.assumeTrue(look.waitFor() == 0 || required, "there is no Python with FastAPI, uvicorn and numpy");
	}

	/** Starts it without waiting for it. */
	static CosyVoiceServer launch(Path work, String modelDirectory, String... options) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(PYTHON, "-B", PROGRAM.toString(), "--model-dir", modelDirectory, "--port", "0"));
		command.addAll(List.of(options));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("PYTHONPATH", STAND_IN.toAbsolutePath().toString());
		builder.environment().put("TMPDIR", work.toString());
		return new CosyVoiceServer(builder, work);
	}

	static CosyVoiceServer start(Path work, String... options) throws IOException {
		CosyVoiceServer server = launch(work, "Fun-CosyVoice3-0.5B", options);
		await().atMost(LONG).until(() -> server.port() > 0 || !server.process.isAlive());
		return server;
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	/** Returns what it logged. */
	List<String> log() {
		return lines(this.log);
	}

	/** Returns what its model was asked for and told. */
	List<String> model() {
		return lines(this.model);
	}

	int exitValue() throws InterruptedException {
		this.process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS);
		return this.process.exitValue();
	}

	/** Returns the recordings that lie about. */
	static List<Path> recordings(Path work) {
		try (Stream<Path> files = Files.walk(work)) {
			return files.filter((file) -> file.toString().endsWith(".wav")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	private int port() {
		return log().stream()
			.map(LISTENING::matcher)
			.filter(Matcher::find)
			.findFirst()
			.map((line) -> Integer.parseInt(line.group(1)))
			.orElse(0);
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
