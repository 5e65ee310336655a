package io.cosymesh.backend.pipeline;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * What becomes known of a speech while it is made. Never prints its words.
 */
public sealed interface SpeechEvent {

	/**
	 * More of it can be heard.
	 *
	 * @param audio the next of its bytes
	 */
	record Audio(DataBuffer audio) implements SpeechEvent {

	}

	/**
	 * A sentence has ended. Encoders hold some audio back, so its last may still come.
	 *
	 * @param index number of the sentence, from 0
	 * @param text the sentence
	 * @param startSeconds seconds of the speech before it
	 * @param endSeconds seconds of the speech at its end
	 */
	record Sentence(int index, String text, double startSeconds, double endSeconds) implements SpeechEvent {

		@Override
		public String toString() {
			return "Sentence[%d, %d chars]".formatted(this.index, this.text.length());
		}

	}

	/**
	 * The speech is over and whole.
	 *
	 * @param sentences number of its sentences
	 * @param seconds its length
	 */
	record Done(int sentences, double seconds) implements SpeechEvent {

	}

}
