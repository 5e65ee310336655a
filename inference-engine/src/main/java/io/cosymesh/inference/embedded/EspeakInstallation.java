package io.cosymesh.inference.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An installed espeak-ng.
 *
 * @param command what starts it
 * @param version its version
 * @param data its data directory
 * @param confinable whether {@code prlimit} is there to bound what it uses
 */
record EspeakInstallation(String command, String version, Path data, boolean confinable) {

	private static final Logger logger = LoggerFactory.getLogger(EspeakInstallation.class);

	private static final Pattern VERSION = Pattern.compile("text-to-speech: (\\S+).*Data at: (.+)", Pattern.DOTALL);

	private static final int ANSWER_BYTES = 4096;

	private static final int ANSWER_SECONDS = 10;

	static EspeakInstallation find(String command) {
		Matcher answer = VERSION.matcher(ask(command));
		if (!answer.find()) {
			throw new EspeakMissingException(command, "'%s' doesn't answer like espeak-ng".formatted(command), null);
		}
		Path data = Path.of(answer.group(2).strip());
		if (!Files.isRegularFile(data.resolve("phontab"))) {
			throw new EspeakMissingException(command, "its data is not at %s".formatted(data), null);
		}
		boolean confinable = isThere("prlimit");
		if (!confinable) {
			logger.warn("event=espeak-unconfined reason=\"prlimit is not installed (package util-linux)\"");
		}
		return new EspeakInstallation(command, answer.group(1), data, confinable);
	}

	private static String ask(String command) {
		try {
			return run(List.of(command, "--version"));
		}
		catch (IOException ex) {
			throw new EspeakMissingException(command, "'%s' can't be started".formatted(command), ex);
		}
	}

	private static boolean isThere(String tool) {
		try {
			return !run(List.of(tool, "--version")).isEmpty();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String run(List<String> command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.onExit().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).exceptionally((ex) -> process.destroyForcibly());
		process.getOutputStream().close();
		return new String(process.getInputStream().readNBytes(ANSWER_BYTES), StandardCharsets.UTF_8);
	}

}
