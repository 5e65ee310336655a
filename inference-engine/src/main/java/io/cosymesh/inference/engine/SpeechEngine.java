package io.cosymesh.inference.engine;

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
	 * Gives back what the engine holds. No speech is open any more.
	 */
	@Override
	void close();

}
