package io.cosymesh.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Recordings to clone from: voices spoken by espeak-ng at three pitches, and things that
 * only look like recordings.
 */
final class Clips {

	private static final String SENTENCE = "Good morning, this is a short recording of my own voice.";

	private Clips() {
	}

	/**
	 * Returns clips of different speakers, and real ones when a folder of them is named.
	 */
	static Stream<Clip> speakers() throws IOException {
		Stream<Clip> spoken = Stream.of(new Clip("low voice", spoken("en-us+m3", 25)),
				new Clip("high voice", spoken("en-us+f2", 75)));
		return Stream.concat(spoken, real().stream());
	}

	static byte[] ordinary() {
		return spoken("en-us+f3", 50);
	}

	/**
	 * Returns a spoken clip that goes on for a time.
	 */
	static byte[] lasting(double seconds) {
		WavAudio clip = WavAudio.parse(ordinary());
		short[] samples = new short[(int) (seconds * clip.sampleRate())];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = clip.samples()[i % clip.samples().length];
		}
		return wav(clip.sampleRate(), samples);
	}

	/**
	 * Returns what a microphone hears: a real clip when a folder of them is named.
	 */
	static byte[] heard() throws IOException {
		List<Clip> real = real();
		return real.isEmpty() ? lasting(12) : plain(real.getFirst());
	}

	/**
	 * Returns a spoken clip at 8 kHz, as a telephone records it.
	 */
	static byte[] telephone() {
		WavAudio clip = WavAudio.parse(ordinary());
		short[] samples = new short[(int) (clip.seconds() * 8000)];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = clip.samples()[(int) ((long) i * clip.sampleRate() / 8000)];
		}
		return wav(8000, samples);
	}

	static byte[] textNamedWav() {
		return "This is a text, whatever its name says.\n".repeat(50).getBytes(StandardCharsets.UTF_8);
	}

	static byte[] wav(int sampleRate, short[] samples) {
		ByteBuffer wav = ByteBuffer.allocate(44 + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
		wav.put(ascii("RIFF")).putInt(36 + samples.length * 2).put(ascii("WAVEfmt ")).putInt(16);
		wav.putShort((short) 1).putShort((short) 1).putInt(sampleRate).putInt(sampleRate * 2);
		wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(samples.length * 2);
		for (short sample : samples) {
			wav.putShort(sample);
		}
		return wav.array();
	}

	private static List<Clip> real() throws IOException {
		String folder = System.getProperty("cosymesh.test.data", "");
		if (folder.isEmpty()) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(Path.of(folder))) {
			return files.filter((file) -> file.toString().endsWith(".wav"))
				.sorted()
				.map((file) -> new Clip(file.getFileName().toString(), read(file)))
				.toList();
		}
	}

	// The browser's microphone of tests knows no other samples than these.
	private static byte[] plain(Clip clip) throws IOException {
		Path given = Files.write(Files.createTempFile("clip", ".wav"), clip.wav());
		Path made = Files.createTempFile("clip", ".wav");
		run("ffmpeg", "-v", "error", "-y", "-i", given.toString(), "-ac", "1", "-ar", "48000", "-c:a", "pcm_s16le",
				made.toString());
		Files.delete(given);
		byte[] plain = read(made);
		Files.delete(made);
		return plain;
	}

	private static byte[] spoken(String voice, int pitch) {
		try {
			Path file = Files.createTempFile("clip", ".wav");
			run("espeak-ng", "-v", voice, "-p", String.valueOf(pitch), "-s", "150", "-w", file.toString(), SENTENCE);
			byte[] clip = read(file);
			Files.delete(file);
			return clip;
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void run(String... command) throws IOException {
		Process program = new ProcessBuilder(command).inheritIO().start();
		try {
			if (!program.waitFor(20, TimeUnit.SECONDS) || program.exitValue() != 0) {
				throw new AssertionError(command[0] + " makes no clip");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * A recording with a name for the test report.
	 */
	record Clip(String name, byte[] wav) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
