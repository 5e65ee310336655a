package io.cosymesh.inference.engine;

/**
 * As many speeches as the engine takes on are being made, and no more may wait. No fault
 * of the engine, so no other stands in for it.
 */
public final class BusyEngineException extends SpeechException {

	private static final long serialVersionUID = 1L;

	private final int position;

	private final int queueLength;

	private final int places;

	/**
	 * Turns an order away.
	 * @param position its place in the queue, had or not had, from 1
	 * @param queueLength orders that wait
	 * @param places speeches made at once
	 */
	public BusyEngineException(int position, int queueLength, int places) {
		super("%d orders wait for %d places".formatted(queueLength, places), null);
		this.position = position;
		this.queueLength = queueLength;
		this.places = places;
	}

	/**
	 * Returns the place in the queue that the order had, or would have had.
	 * @return the place, from 1
	 */
	public int position() {
		return this.position;
	}

	/**
	 * Returns how many orders wait.
	 * @return the number
	 */
	public int queueLength() {
		return this.queueLength;
	}

	/**
	 * Returns how many speeches are made at once.
	 * @return the number, at least 1
	 */
	public int places() {
		return this.places;
	}

}
