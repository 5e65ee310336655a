package io.cosymesh.audio.confinement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The command line tools as tests need them.
 */
public final class TestTools {

	private TestTools() {
	}

	public static Ffmpeg installed() {
		return new Ffmpeg(System.getenv("PATH"));
	}

	public static Ffmpeg none() {
		return new Ffmpeg("/nonexistent");
	}

	/**
	 * An ffmpeg that never comes to an end, in the way the real one is confined.
	 */
	public static Ffmpeg stuck(Path directory) throws IOException {
		Path script = Files.writeString(directory.resolve("ffmpeg"), "#!/bin/sh\nexec /bin/sleep 60\n");
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
		return new Ffmpeg(directory + ":" + System.getenv("PATH"));
	}

	public static List<ProcessHandle> running() {
		return ProcessHandle.current()
			.descendants()
			.filter((process) -> process.info()
				.command()
				.filter((command) -> command.endsWith("/ffmpeg") || command.endsWith("/sleep")
						|| command.endsWith("/timeout"))
				.isPresent())
			.toList();
	}

}
