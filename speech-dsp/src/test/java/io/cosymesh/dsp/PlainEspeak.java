package io.cosymesh.dsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import io.cosymesh.dsp.signal.Resampler;

/**
 * Speaks with the installed espeak-ng, as a source of speech whose properties are known.
 */
public final class PlainEspeak {

	private static final int HEADER_BYTES = 44;

	private static final int SAMPLE_RATE = 22_050;

	private PlainEspeak() {
	}

	/**
	 * Speaks a sentence.
	 * @param voice espeak-ng's name of the voice
	 * @param text the sentence
	 * @return 16 kHz mono
	 */
	public static float[] speak(String voice, String text) throws IOException {
		Process process = new ProcessBuilder("espeak-ng", "-b", "1", "--stdin", "--stdout", "-v", voice).start();
		process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		byte[] wave = process.getInputStream().readAllBytes();
		float[] samples = new float[(wave.length - HEADER_BYTES) / 2];
		ByteBuffer buffer = ByteBuffer.wrap(wave).order(ByteOrder.LITTLE_ENDIAN).position(HEADER_BYTES);
		for (int i = 0; i < samples.length; i++) {
			samples[i] = buffer.getShort() / 32768f;
		}
		return Resampler.convert(samples, SAMPLE_RATE, 16_000);
	}

}
