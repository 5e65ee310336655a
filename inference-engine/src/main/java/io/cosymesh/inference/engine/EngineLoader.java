package io.cosymesh.inference.engine;

/**
 * Makes an engine ready for use, anew each time. The bean that loads the engine {@code x}
 * is named {@code xEngineLoader}.
 */
@FunctionalInterface
public interface EngineLoader {

	/**
	 * Loads the engine.
	 * @return the engine, to be closed by the caller
	 * @throws SpeechException if it can't be loaded
	 */
	SpeechEngine load() throws SpeechException;

}
