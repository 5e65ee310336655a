package io.cosymesh.inference.cosyvoice;

import io.cosymesh.inference.engine.RefusedOrderException;

/**
 * What makes the speech, at the other end of a connection.
 */
interface SpeechRuntime {

	/** Refuses what the runtime would silently leave out. */
	void check(Utterance utterance) throws RefusedOrderException;

	/**
	 * Sends a request.
	 * @param utterance what to say
	 * @param length how long that may last
	 * @param seed seed of this attempt, where the runtime takes one
	 */
	Take take(Utterance utterance, PlausibleLength length, long seed);

	/** Asks the runtime how it is, if it can tell; blocks. */
	void checkHealth() throws RuntimeFailureException;

	/** Gives back what all requests share; none is open any more. */
	void close();

}
