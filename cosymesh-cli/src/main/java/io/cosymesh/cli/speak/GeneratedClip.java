package io.cosymesh.cli.speak;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A recording of nobody: a pulse at the pitch of a voice, through the resonances of a
 * mouth that opens and closes four times a second. It passes for speech where speech is
 * looked for, and a check needs no file for it.
 */
final class GeneratedClip {

	private static final int RATE = 24_000;

	private static final int SECONDS = 3;

	private static final double PITCH = 140;

	private static final double SYLLABLES_PER_SECOND = 4;

	private static final int HARMONICS = 24;

	private static final int HEADER = 44;

	private GeneratedClip() {
	}

	static byte[] wav() {
		int samples = RATE * SECONDS;
		ByteBuffer wav = ByteBuffer.allocate(HEADER + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
		wav.put(ascii("RIFF")).putInt(HEADER - 8 + samples * 2).put(ascii("WAVEfmt ")).putInt(16);
		wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
		wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(samples * 2);
		double phase = 0;
		for (int i = 0; i < samples; i++) {
			double time = i / (double) RATE;
			double pitch = PITCH * (1 + 0.06 * Math.sin(2 * Math.PI * 0.7 * time));
			phase += 2 * Math.PI * pitch / RATE;
			wav.putShort((short) (9000 * openness(time) * voice(phase, pitch, time)));
		}
		return wav.array();
	}

	private static double openness(double time) {
		double wave = Math.sin(Math.PI * SYLLABLES_PER_SECOND * time);
		return Math.pow(Math.abs(wave), 0.7);
	}

	private static double voice(double phase, double pitch, double time) {
		double open = 500 + 250 * Math.sin(2 * Math.PI * 1.3 * time);
		double front = 1500 + 400 * Math.sin(2 * Math.PI * 0.9 * time + 1);
		double sum = 0;
		for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
			double frequency = harmonic * pitch;
			double gain = resonance(frequency, open, 90) + 0.6 * resonance(frequency, front, 120)
					+ 0.3 * resonance(frequency, 2600, 180);
			sum += gain * Math.sin(harmonic * phase);
		}
		return sum / 3;
	}

	private static double resonance(double frequency, double centre, double width) {
		double distance = (frequency - centre) / width;
		return 1 / (1 + distance * distance);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
