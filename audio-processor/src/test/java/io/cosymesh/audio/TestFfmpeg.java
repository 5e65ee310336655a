package io.cosymesh.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes fixtures of every container at test time.
 */
public final class TestFfmpeg {

	private TestFfmpeg() {
	}

	public static Path convert(byte[] wav, Path output, String... arguments) throws Exception {
		Path input = Files.createTempFile(output.toAbsolutePath().getParent(), "input", ".wav");
		Files.write(input, wav);
		List<String> command = new ArrayList<>(
				List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", input.toString()));
		command.addAll(List.of(arguments));
		command.add(output.toString());
		run(command);
		Files.delete(input);
		return output;
	}

	public static void run(List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String report = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IllegalStateException(String.join(" ", command) + ": " + report);
		}
	}

}
