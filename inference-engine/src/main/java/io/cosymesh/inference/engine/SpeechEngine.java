package io.cosymesh.inference.engine;

import java.util.Optional;

/**
 * Something that makes speech. Safe for many orders at once.
 */
public interface SpeechEngine extends AutoCloseable {

	/**
	 * Says what the engine is.
	 * @return the profile
	 */
	EngineProfile profile();

	/**
	 * Takes an order. Reads the text but makes no sound yet: that happens in
	 * {@link Speech#next()}.
	 * @param order what to say and how
	 * @return the speech, to be closed by the caller
	 * @throws SpeechException if the order can't be met
	 */
	Speech open(SpeechOrder order) throws SpeechException;

	/**
	 * Proves that the engine works by making speech and measuring it.
	 * @throws SpeechException if it doesn't
	 */
	void selfTest() throws SpeechException;

	/**
	 * Makes a word for timing.
	 * @return the speech, to be closed by the caller
	 * @throws SpeechException if it can't be made
	 */
	Speech probe() throws SpeechException;

	/**
	 * Tells whether an engine that fails its self-test may come to work by itself, as one
	 * whose model is still being loaded elsewhere.
	 * @return whether the service starts without it and waits
	 */
	default boolean recovers() {
		return false;
	}

	/**
	 * Tells why the engine can't work at present.
	 * @return the reason, for the operator, or nothing if it works
	 */
	default Optional<String> trouble() {
		return Optional.empty();
	}

	/**
	 * Gives back what the engine holds. No speech is open any more.
	 */
	@Override
	void close();

}
