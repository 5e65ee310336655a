package io.cosymesh.inference.engine;

import java.util.List;
import java.util.Optional;

import io.cosymesh.contracts.inference.SentenceMark;

/**
 * Speech being made, pulled piece by piece by one thread at a time.
 */
public interface Speech extends AutoCloseable {

	/**
	 * Returns the language that is spoken.
	 * @return BCP 47 tag
	 */
	String language();

	/**
	 * Returns the number of sentences.
	 * @return the number, at least 1
	 */
	int sentences();

	/**
	 * Makes the next piece; blocks while it is made.
	 * @return PCM in {@link io.cosymesh.contracts.PcmFormat}, possibly none of it, or
	 * nothing after the last
	 * @throws SpeechException if it can't be made, or the speech was closed before its
	 * end
	 */
	Optional<byte[]> next() throws SpeechException;

	/**
	 * Takes the marks of the sentences that ended with what {@link #next()} gave and were
	 * not taken yet.
	 * @return the marks in order; there are as many of them as sentences in the end
	 */
	List<SentenceMark> takeMarks();

	/**
	 * Ends the speech and stops all work for it at once; from any thread, any number of
	 * times.
	 */
	@Override
	void close();

}
