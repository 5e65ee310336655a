package io.cosymesh.contracts.inference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.cosymesh.contracts.AudioBytes;

/**
 * A piece of a speech whose sentences are marked. On the wire it is a byte for its kind,
 * the length of what follows as a 32-bit number, and that many bytes; numbers are
 * big-endian. Audio may be cut anywhere, and a sentence comes after the last of its
 * audio.
 */
public sealed interface SpeechFrame {

	/** Media type of a stream of frames. */
	String MEDIA_TYPE = "application/vnd.cosymesh.speech-frames";

	/**
	 * Writes the frame.
	 * @return its bytes
	 */
	byte[] toByteArray();

	/**
	 * Audio of kind 0: PCM and nothing else.
	 *
	 * @param pcm bytes in {@link io.cosymesh.contracts.PcmFormat}, possibly cut within a
	 * sample
	 */
	record Audio(AudioBytes pcm) implements SpeechFrame {

		static final byte KIND = 0;

		@Override
		public byte[] toByteArray() {
			return head(KIND, this.pcm.length()).put(this.pcm.toByteArray()).array();
		}

	}

	/**
	 * A sentence of kind 1: first and end sample as 64-bit numbers, the rest UTF-8.
	 *
	 * @param mark the sentence
	 */
	record Sentence(SentenceMark mark) implements SpeechFrame {

		static final byte KIND = 1;

		static final int NUMBERS = 2 * Long.BYTES;

		/** As many bytes as the longest text has. */
		static final int LONGEST = NUMBERS + 16 * SynthesisRequest.MAX_TEXT_LENGTH;

		@Override
		public byte[] toByteArray() {
			byte[] text = this.mark.text().getBytes(StandardCharsets.UTF_8);
			return head(KIND, NUMBERS + text.length).putLong(this.mark.startSample())
				.putLong(this.mark.endSample())
				.put(text)
				.array();
		}

		static Sentence of(byte[] content) {
			ByteBuffer buffer = ByteBuffer.wrap(content);
			long start = buffer.getLong();
			long end = buffer.getLong();
			return new Sentence(new SentenceMark(
					new String(content, NUMBERS, content.length - NUMBERS, StandardCharsets.UTF_8), start, end));
		}

	}

	/** Opens a frame. */
	private static ByteBuffer head(byte kind, int length) {
		return ByteBuffer.allocate(SpeechFrameReader.HEAD + length).put(kind).putInt(length);
	}

}
