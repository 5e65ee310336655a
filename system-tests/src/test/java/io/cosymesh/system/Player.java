package io.cosymesh.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plays audio of any format, as samples at 24 kHz.
 */
final class Player {

	private static final double RATE = 24_000;

	private Player() {
	}

	static double seconds(byte[] audio) {
		return play(audio).length / RATE;
	}

	static short[] samples(byte[] pcm) {
		short[] samples = new short[pcm.length / 2];
		ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
		return samples;
	}

	static short[] play(byte[] audio) {
		try {
			Path file = Files.createTempFile("audio", "");
			try {
				Files.write(file, audio);
				Process player = new ProcessBuilder("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "s16le",
						"-ac", "1", "-ar", "24000", "-")
					.redirectError(ProcessBuilder.Redirect.INHERIT)
					.start();
				byte[] pcm = player.getInputStream().readAllBytes();
				assertThat(player.waitFor(1, TimeUnit.MINUTES) && player.exitValue() == 0).isTrue();
				return samples(pcm);
			}
			finally {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new AssertionError("Nothing to hear", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
