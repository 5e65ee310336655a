package io.cosymesh.contracts.inference;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.AudioBytes;

/**
 * Reads one stream of frames, however it was cut on the way. Audio is passed on as it
 * comes; no more than a sentence is kept.
 */
public final class SpeechFrameReader {

	static final int HEAD = 1 + Integer.BYTES;

	private final ByteBuffer head = ByteBuffer.allocate(HEAD);

	private final ByteArrayOutputStream sentence = new ByteArrayOutputStream();

	private int left;

	/**
	 * Reads what arrived.
	 * @param bytes the next bytes of the stream
	 * @return what they tell, possibly nothing yet
	 * @throws IllegalArgumentException if they are no frames
	 */
	public List<SpeechFrame> read(byte[] bytes) {
		List<SpeechFrame> frames = new ArrayList<>();
		ByteBuffer arrived = ByteBuffer.wrap(bytes);
		while (arrived.hasRemaining()) {
			if (this.head.hasRemaining()) {
				readHead(arrived);
			}
			else {
				readContent(arrived, frames);
			}
		}
		return frames;
	}

	/**
	 * Ends the stream.
	 * @throws IllegalArgumentException if it ends within a frame
	 */
	public void finish() {
		if (this.head.position() > 0) {
			throw new IllegalArgumentException("The frames end within a frame");
		}
	}

	private void readHead(ByteBuffer arrived) {
		this.head.put(arrived.get());
		if (this.head.hasRemaining()) {
			return;
		}
		byte kind = this.head.get(0);
		this.left = this.head.getInt(1);
		boolean valid = switch (kind) {
			case SpeechFrame.Audio.KIND -> this.left >= 0;
			case SpeechFrame.Sentence.KIND ->
				this.left >= SpeechFrame.Sentence.NUMBERS && this.left <= SpeechFrame.Sentence.LONGEST;
			default -> false;
		};
		if (!valid) {
			throw new IllegalArgumentException("No frame has kind %d and %d bytes".formatted(kind, this.left));
		}
		if (this.left == 0) {
			this.head.clear();
		}
	}

	private void readContent(ByteBuffer arrived, List<SpeechFrame> frames) {
		byte[] content = new byte[Math.min(this.left, arrived.remaining())];
		arrived.get(content);
		this.left -= content.length;
		if (this.head.get(0) == SpeechFrame.Audio.KIND) {
			frames.add(new SpeechFrame.Audio(AudioBytes.of(content)));
		}
		else {
			this.sentence.writeBytes(content);
		}
		if (this.left > 0) {
			return;
		}
		this.head.clear();
		if (this.sentence.size() > 0) {
			frames.add(SpeechFrame.Sentence.of(this.sentence.toByteArray()));
			this.sentence.reset();
		}
	}

}
