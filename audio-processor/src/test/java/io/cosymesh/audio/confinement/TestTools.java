package io.cosymesh.audio.confinement;

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

}
