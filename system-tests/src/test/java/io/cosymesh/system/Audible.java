package io.cosymesh.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What makes audio fit to be heard: it lasts as long as its text takes, and isn't silent.
 */
final class Audible {

	private static final double QUIETEST = 200;

	private Audible() {
	}

	static void assertAudible(WavAudio audio, double shortest, double longest) {
		assertThat(audio.seconds()).isBetween(shortest, longest);
		double power = 0;
		for (short sample : audio.samples()) {
			power += (double) sample * sample;
		}
		assertThat(Math.sqrt(power / audio.samples().length)).as("loudness").isGreaterThan(QUIETEST);
	}

	/** Reads bare samples. */
	static WavAudio samples(byte[] pcm, int sampleRate) {
		assertThat(pcm.length % 2).as("half a sample").isZero();
		short[] samples = new short[pcm.length / 2];
		ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
		return new WavAudio(sampleRate, 1, samples);
	}

	/** Plays a file of any format. */
	static WavAudio played(Path file) throws IOException, InterruptedException {
		Process ffmpeg = new ProcessBuilder("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "wav", "-ac", "1",
				"pipe:1")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		byte[] wav = ffmpeg.getInputStream().readAllBytes();
		assertThat(ffmpeg.waitFor()).as("ffmpeg plays %s", file).isZero();
		return WavAudio.parse(wav);
	}

}
