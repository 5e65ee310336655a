package io.cosymesh.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file that somebody might send by mistake or on purpose, and what becomes of it.
 *
 * @param name what it is
 * @param bytes its content
 * @param type tail of the problem type, nothing for what is good audio all the same
 * @param detail what the refusal must say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostileFile(String name, byte[] bytes, String type, String detail) {

	private static final String NOT_AUDIO = "prompt-not-audio";

	private static final String ACCEPTED = "";

	private static final float[] VOICE = TestSpeech.voice(3, 16_000);

	static List<HostileFile> corpus(Path directory) throws Exception {
		List<HostileFile> files = new ArrayList<>();
		addForeign(files);
		addWav(files);
		addContainers(files, directory);
		return files;
	}

	boolean isAccepted() {
		return this.type.equals(ACCEPTED);
	}

	@Override
	public String toString() {
		return this.name;
	}

	private static void addForeign(List<HostileFile> files) {
		byte[] random = new byte[200_000];
		new Random(7).nextBytes(random);
		random[0] = 0;
		files.add(new HostileFile("nothing", new byte[0], "prompt-empty", "0 bytes"));
		files.add(notAudio("one byte", new byte[] { 1 }, "begins like no known audio file"));
		files.add(notAudio("random bytes", random, "begins like no known audio file"));
		files.add(notAudio("zeros", new byte[100_000], "nothing but zeros"));
		files.add(notAudio("words", text("Call me Ishmael. ".repeat(500)), "it is a text file"));
		files.add(notAudio("a web page", text("<!DOCTYPE html><html><body>no</body></html>"), "it is a web page"));
		files.add(notAudio("a drawing", text("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
				"a picture (SVG)"));
		files.add(notAudio("a playlist of a secret",
				text("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"),
				"a playlist (M3U)"));
		files.add(notAudio("a concat script", text("ffconcat version 1.0\nfile /etc/passwd\n"), "an ffconcat script"));
		files.add(notAudio("a PLS playlist", text("[playlist]\nFile1=http://169.254.169.254/\n"), "a playlist (PLS)"));
		files.add(notAudio("a DASH manifest", text("<?xml version=\"1.0\"?><MPD><BaseURL>file:///etc/</BaseURL></MPD>"),
				"a playlist (DASH)"));
		files.add(notAudio("a session description", text("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\n"),
				"a session description (SDP)"));
		files.add(notAudio("a ZIP named wav", padded("PK\u0003\u0004"), "a ZIP archive"));
		files.add(notAudio("a gzip archive", padded("\u001F\u008B\b"), "a gzip archive"));
		files.add(notAudio("a PDF", padded("%PDF-1.7"), "a PDF document"));
		files.add(notAudio("a PNG", padded("\u0089PNG\r\n\u001A\n"), "a picture (PNG)"));
		files.add(notAudio("a JPEG", padded("\u00FF\u00D8\u00FF\u00E0"), "a picture (JPEG)"));
		files.add(notAudio("a program", padded("\u007FELF"), "a program"));
		files.add(notAudio("a MIDI file", padded("MThd"), "a MIDI file"));
		files.add(notAudio("an AVI", padded("RIFF\u0000\u0001\u0000\u0000AVI LIST"), "RIFF file of another kind (AVI"));
	}

	private static void addWav(List<HostileFile> files) {
		byte[] sound = TestSpeech.wav(VOICE, 16_000);
		files.add(accepted("an 8-bit WAV", wav(1, 1, 16_000, 8, eightBit())));
		files.add(accepted("a WAV that claims 4 GB", patched(sound, 40, 0xFFFF_FFF0)));
		files.add(accepted("a WAV that claims less than nothing", patched(patched(sound, 4, -9), 40, -9)));
		files.add(notAudio("a WAV cut in its header", Arrays.copyOf(sound, 20), "format chunk is cut short"));
		files.add(notAudio("a WAV cut before its samples", Arrays.copyOf(sound, 44), "holds no samples"));
		files.add(notAudio("a format of negative size", patched(sound, 16, -16), "holds no samples"));
		files.add(notAudio("no channels", wav(1, 0, 16_000, 16, new byte[48_000]), "claims no channel"));
		files.add(new HostileFile("96 channels", wav(1, 96, 16_000, 16, new byte[96 * 32_000]), "prompt-channels",
				"96 channels and at most 8"));
		files.add(new HostileFile("65535 channels", wav(1, 0xFFFF, 16_000, 16, new byte[500_000]), "prompt-channels",
				"65535 channels and at most 8"));
		files.add(notAudio("0 samples per second", wav(1, 1, 0, 16, new byte[48_000]), "claims 0 samples per second"));
		files.add(notAudio("4 GHz", wav(1, 1, 0xF000_0000, 16, new byte[48_000]), "claims 4026531840 samples"));
		files.add(new HostileFile("telephone rate", TestSpeech.wav(TestSpeech.voice(3, 8_000), 8_000),
				"prompt-sample-rate", "8000 samples per second"));
		files.add(notAudio("floats that are no numbers", wav(3, 1, 16_000, 32, floats(Float.NaN)), "are no numbers"));
		files
			.add(notAudio("infinite floats", wav(3, 1, 16_000, 32, floats(Float.POSITIVE_INFINITY)), "are no numbers"));
		files.add(notAudio("a codec nobody knows", wav(0x1234, 1, 16_000, 16, new byte[48_000]), "WAV"));
		files.add(new HostileFile("ADPCM in blocks of nothing", wav(2, 1, 16_000, 0, new byte[48_000]), "prompt-silent",
				"peak is -120 dBFS"));
		files.add(new HostileFile("31 seconds", TestSpeech.wav(TestSpeech.voice(31, 16_000), 16_000), "prompt-too-long",
				"31 s and at most 30 s"));
		files.add(new HostileFile("silence", TestSpeech.wav(new float[48_000], 16_000), "prompt-silent", "is silent"));
		files.add(new HostileFile("noise", TestSpeech.wav(TestSpeech.noise(3, 16_000, 0.1), 16_000), "prompt-no-voice",
				"No voice"));
		files.add(new HostileFile("half a second", TestSpeech.wav(TestSpeech.voice(0.5, 16_000), 16_000),
				"prompt-too-short", "s of speech and at least 1 s"));
	}

	private static void addContainers(List<HostileFile> files, Path directory) throws Exception {
		byte[] m4a = encoded(directory, "a.m4a", "-c:a", "aac", "-movflags", "+faststart");
		files.add(notAudio("an M4A cut in its header", Arrays.copyOf(m4a, 200), "as MP4"));
		files
			.add(new HostileFile("half an M4A", Arrays.copyOf(m4a, m4a.length / 2), "prompt-incomplete", "breaks off"));
		files.add(new HostileFile("most of an M4A", Arrays.copyOf(m4a, m4a.length * 3 / 4), "prompt-incomplete",
				"breaks off"));
		byte[] flac = encoded(directory, "a.flac", "-c:a", "flac");
		files.add(new HostileFile("half a FLAC", Arrays.copyOf(flac, flac.length / 2), "prompt-incomplete",
				"breaks off"));
		files.add(notAudio("a FLAC of metadata", filled("fLaC\u0084\u00FF\u00FF\u00FF", 50_000), "as FLAC"));
		byte[] webm = encoded(directory, "a.webm", "-c:a", "libopus");
		files.add(notAudio("a WebM cut in its header", Arrays.copyOf(webm, 150), "as WebM"));
		files.add(notAudio("EBML of random bytes", filled("\u001AE\u00DF\u00A3\u0001\u00FF", 50_000), "as WebM"));
		byte[] ogg = encoded(directory, "a.ogg", "-c:a", "libopus");
		files.add(accepted("most of an Ogg", Arrays.copyOf(ogg, ogg.length * 3 / 4)));
		files.add(notAudio("an Ogg page of random bytes", filled("OggS\u0000\u0002", 50_000), "as OGG"));
		files.add(notAudio("an MP4 box of 8 exabytes", filled("\u0000\u0000\u0000\u0001ftyp\u007F\u00FF", 50_000),
				"as MP4"));
		files.add(notAudio("MP4 boxes nested 5000 deep", nested(), "as MP4"));
		files.add(notAudio("a cover without a song", cover(), "a title or a cover and no sound"));
		files.add(notAudio("a film without sound", film(directory), "MP4 it holds pictures and no sound"));
		files.add(notAudio("sound of another codec", encoded(directory, "a.mkv", "-c:a", "ac3"), "(ac3 in WebM)"));
		files.add(new HostileFile("an hour in 2 MB", hour(directory), "prompt-too-long", "3600 s and at most 30 s"));
		files.add(new HostileFile("96 channels in AIFF", aiff(96), "prompt-channels", "96 channels"));
	}

	private static HostileFile notAudio(String name, byte[] bytes, String detail) {
		return new HostileFile(name, bytes, NOT_AUDIO, detail);
	}

	private static HostileFile accepted(String name, byte[] bytes) {
		return new HostileFile(name, bytes, ACCEPTED, "");
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] padded(String start) {
		return filled(start, 2_000);
	}

	/** Random bytes that begin as told. */
	private static byte[] filled(String start, int length) {
		byte[] bytes = new byte[length];
		new Random(start.length()).nextBytes(bytes);
		byte[] first = start.getBytes(StandardCharsets.ISO_8859_1);
		System.arraycopy(first, 0, bytes, 0, first.length);
		return bytes;
	}

	private static byte[] patched(byte[] bytes, int offset, int value) {
		byte[] patched = bytes.clone();
		ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
		return patched;
	}

	private static byte[] wav(int tag, int channels, int sampleRate, int bits, byte[] data) {
		ByteBuffer wav = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
		wav.put(text("RIFF")).putInt(36 + data.length).put(text("WAVEfmt ")).putInt(16);
		wav.putShort((short) tag).putShort((short) channels).putInt(sampleRate).putInt(0);
		wav.putShort((short) (channels * bits / 8)).putShort((short) bits);
		return wav.put(text("data")).putInt(data.length).put(data).array();
	}

	private static byte[] eightBit() {
		byte[] samples = new byte[VOICE.length];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (byte) (128 + Math.round(100 * VOICE[i]));
		}
		return samples;
	}

	private static byte[] floats(float last) {
		ByteBuffer floats = ByteBuffer.allocate(4 * VOICE.length).order(ByteOrder.LITTLE_ENDIAN);
		floats.asFloatBuffer().put(VOICE).put(VOICE.length - 1, last);
		return floats.array();
	}

	private static byte[] aiff(int channels) {
		byte[] sound = new byte[2 * channels * 16_000];
		ByteBuffer aiff = ByteBuffer.allocate(54 + sound.length);
		aiff.put(text("FORM")).putInt(46 + sound.length).put(text("AIFFCOMM")).putInt(18);
		aiff.putShort((short) channels).putInt(16_000).putShort((short) 16);
		// 16000 as an 80-bit float: 1.953125 times two to the thirteenth.
		aiff.putShort((short) 0x400C).putLong(0xFA00_0000_0000_0000L);
		return aiff.put(text("SSND")).putInt(8 + sound.length).putInt(0).putInt(0).put(sound).array();
	}

	private static byte[] nested() {
		ByteBuffer boxes = ByteBuffer.allocate(24 + 8 * 5_000);
		boxes.putInt(24).put(text("ftypM4A \u0000\u0000\u0000\u0000M4A isom"));
		while (boxes.hasRemaining()) {
			boxes.putInt(boxes.remaining()).put(text("moov"));
		}
		return boxes.array();
	}

	/** An ID3v2.3 tag with a picture of one pixel, and nothing behind it. */
	private static byte[] cover() {
		byte[] png = java.util.Base64.getDecoder()
			.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
		byte[] start = "\u0000image/png\u0000\u0003\u0000".getBytes(StandardCharsets.ISO_8859_1);
		int frame = start.length + png.length;
		ByteArrayOutputStream tag = new ByteArrayOutputStream();
		tag.writeBytes(
				new byte[] { 'I', 'D', '3', 3, 0, 0, 0, 0, (byte) ((frame + 10) >> 7), (byte) ((frame + 10) & 0x7F) });
		tag.writeBytes(text("APIC"));
		tag.writeBytes(ByteBuffer.allocate(6).putInt(frame).array());
		tag.writeBytes(start);
		tag.writeBytes(png);
		return tag.toByteArray();
	}

	private static byte[] encoded(Path directory, String name, String... arguments) throws Exception {
		return Files
			.readAllBytes(TestFfmpeg.convert(TestSpeech.wav(VOICE, 16_000), directory.resolve(name), arguments));
	}

	private static byte[] film(Path directory) throws Exception {
		Path film = directory.resolve("film.mp4");
		TestFfmpeg.run(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=2:s=64x64:r=5", "-c:v", "mpeg4",
				film.toString()));
		return Files.readAllBytes(film);
	}

	private static byte[] hour(Path directory) throws Exception {
		Path hour = directory.resolve("hour.m4a");
		TestFfmpeg.run(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "3600",
				"-c:a", "aac", "-b:a", "8k", hour.toString()));
		byte[] bytes = Files.readAllBytes(hour);
		return Arrays.copyOf(bytes, Math.max(bytes.length, 2_000_000));
	}

}
