package io.cosymesh.build;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/**
 * The images that Docker has on this machine. Tests take no others: where no registry can
 * be reached, whoever asks for one waits for minutes.
 */
public final class LocalImages {

	private static final int PATIENCE_SECONDS = 10;

	private LocalImages() {
	}

	/**
	 * Says whether a container can be started at once.
	 * @param image name and tag
	 * @return whether Docker answers and has the image
	 */
	public static boolean contain(String image) {
		try {
			Process inspection = new ProcessBuilder("docker", "image", "inspect", image)
				.redirectOutput(Redirect.DISCARD)
				.redirectError(Redirect.DISCARD)
				.start();
			if (inspection.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				return inspection.exitValue() == 0;
			}
			inspection.destroyForcibly();
			return false;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
