package io.cosymesh.audio.confinement;

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

	public static List<ProcessHandle> running() {
		return ProcessHandle.current()
			.descendants()
			.filter((process) -> process.info()
				.command()
				.filter((command) -> command.endsWith("/ffmpeg") || command.endsWith("/timeout"))
				.isPresent())
			.toList();
	}

}
