package io.cosymesh.audio.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;

/**
 * Decodes a recording of any container: WAV in Java, everything else in a confined codec
 * process. The content decides what it is, never its name.
 */
public final class RecordingDecoder {

	private final RecordingLimits limits;

	private final CodecDecoder codec;

	RecordingDecoder(RecordingLimits limits, CodecDecoder codec) {
		this.limits = limits;
		this.codec = codec;
	}

	/**
	 * Decodes a file.
	 * @param file the file, alone in a private directory that may be written to
	 * @return the recording within the limits of rate and duration
	 * @throws RecordingRefusedException if it is no audio or out of the limits
	 * @throws IOException if files or processes fail
	 * @throws InterruptedException if nobody waits for the result any more
	 */
	public Recording decode(Path file) throws IOException, InterruptedException {
		byte[] head = head(file, 0);
		if (WavFile.startsLikeOne(head)) {
			Optional<Recording> recording = decodeWav(Files.readAllBytes(file));
			return recording.isPresent() ? recording.get() : this.codec.decode(file, Container.WAV);
		}
		return this.codec.decode(file, recognise(file, head));
	}

	private Optional<Recording> decodeWav(byte[] bytes) {
		try {
			WavFile wav = WavFile.parse(bytes);
			Optional<SampleEncoding> encoding = wav.format().encoding();
			if (encoding.isEmpty()) {
				return Optional.empty();
			}
			this.limits.checkChannels(wav.format().channels());
			this.limits.checkSampleRate(wav.format().sampleRate());
			int frames = wav.frames(encoding.get());
			this.limits.checkDuration(frames / (double) wav.format().sampleRate());
			if (frames == 0) {
				throw new MalformedWavException("it holds no samples");
			}
			float[] samples = wav.mono(encoding.get())
				.orElseThrow(() -> new MalformedWavException("some of its samples are no numbers"));
			int sampleRate = Math.toIntExact(wav.format().sampleRate());
			return Optional.of(new Recording(samples, sampleRate, "wav/" + encoding.get().codec()));
		}
		catch (MalformedWavException ex) {
			throw new RecordingRefusedException(new Refusal.NotAudio(String.valueOf(ex.getMessage())));
		}
	}

	private static Container recognise(Path file, byte[] head) throws IOException {
		long tag = Container.tagLength(head);
		if (tag > 0 && tag >= Files.size(file)) {
			throw new RecordingRefusedException(new Refusal.NotAudio("it holds a title or a cover and no sound"));
		}
		Optional<Container> container = (tag > 0)
				? Optional.of(Container.startingWith(head(file, tag)).orElse(Container.MP3))
				: Container.startingWith(head);
		if (container.isEmpty()) {
			throw new RecordingRefusedException(new Refusal.NotAudio(Impostor.describe(head(file, 0, Impostor.HEAD))));
		}
		return container.get();
	}

	private static byte[] head(Path file, long offset) throws IOException {
		return head(file, offset, Container.HEAD);
	}

	private static byte[] head(Path file, long offset, int length) throws IOException {
		try (FileChannel channel = FileChannel.open(file);
				InputStream input = Channels.newInputStream(channel.position(offset))) {
			return input.readNBytes(length);
		}
	}

}
