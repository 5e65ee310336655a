package io.cosymesh.inference.engine;

import java.util.Optional;

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
	 * @return PCM in {@link io.cosymesh.contracts.PcmFormat}, or nothing after the last
	 * @throws SpeechException if it can't be made, or the speech was closed before its
	 * end
	 */
	Optional<byte[]> next() throws SpeechException;

	/**
	 * Ends the speech and stops all work for it at once; from any thread, any number of
	 * times.
	 */
	@Override
	void close();

}
