package io.cosymesh.backend.live;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * What a session tells its client. Never prints the words.
 */
sealed interface LiveEvent {

	/**
	 * The audio of a sentence follows.
	 *
	 * @param index number of the sentence in the session, from 0
	 * @param text the sentence
	 * @param delivery how it is sent
	 * @param engine short name of the engine that speaks
	 */
	record Started(int index, String text, Delivery delivery, @Nullable String engine) implements LiveEvent {

		@Override
		public String toString() {
			return "Started[%d, %d chars]".formatted(this.index, this.text.length());
		}

	}

	/**
	 * More audio.
	 *
	 * @param bytes the next of its bytes
	 */
	record Audio(DataBuffer bytes) implements LiveEvent {

	}

	/**
	 * The audio of a sentence is complete.
	 *
	 * @param index number of the sentence
	 * @param text the sentence
	 * @param place where it is in the audio of the session
	 */
	record Spoken(int index, String text, Place place) implements LiveEvent {

		@Override
		public String toString() {
			return "Spoken[%d, %d chars]".formatted(this.index, this.text.length());
		}

	}

	/**
	 * A sentence could not be spoken, or only in part.
	 *
	 * @param index number of the sentence
	 * @param text the sentence
	 * @param place what there is of it
	 * @param cause what went wrong
	 */
	record Failed(int index, String text, Place place, Throwable cause) implements LiveEvent {

		@Override
		public String toString() {
			return "Failed[%d, %d chars]".formatted(this.index, this.text.length());
		}

	}

	/**
	 * A text has been spoken to its end.
	 *
	 * @param sentences sentences of it
	 * @param seconds audio of the session up to here
	 */
	record Finished(int sentences, double seconds) implements LiveEvent {

	}

	/**
	 * A text is not spoken any further.
	 *
	 * @param sentences sentences of it that were spoken to their end
	 * @param seconds audio of the session up to here
	 */
	record Cancelled(int sentences, double seconds) implements LiveEvent {

	}

	/**
	 * Something was not done.
	 *
	 * @param cause why
	 */
	record Refused(Throwable cause) implements LiveEvent {

	}

	/**
	 * A place in the audio of a session.
	 *
	 * @param startSeconds seconds before it
	 * @param endSeconds seconds at its end
	 * @param bytes bytes that were sent of it
	 */
	record Place(double startSeconds, double endSeconds, long bytes) {

	}

}
