package io.cosymesh.inference.cosyvoice;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts a runtime that hangs, by the operator's command.
 */
final class Restart {

	private static final Logger logger = LoggerFactory.getLogger(Restart.class);

	private static final int LONGEST_SECONDS = 120;

	private final List<String> command;

	Restart(List<String> command) {
		this.command = command;
	}

	/** Runs the command to its end; blocks. */
	void run() {
		if (this.command.isEmpty()) {
			return;
		}
		logger.warn("event=runtime-restart");
		try {
			Process process = new ProcessBuilder(this.command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			process.getOutputStream().close();
			end(process);
		}
		catch (IOException ex) {
			logger.error("event=runtime-restart-failed reason=\"{}\"", ex.getMessage());
		}
	}

	private static void end(Process process) {
		try {
			if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				logger.error("event=runtime-restart-failed reason=\"not done in {} s\"", LONGEST_SECONDS);
			}
			else if (process.exitValue() != 0) {
				logger.error("event=runtime-restart-failed exit={}", process.exitValue());
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
