package io.cosymesh.backend.storage;

/**
 * Deletes what a feature kept long enough, and what nobody needs of it. Called regularly,
 * in several processes at once.
 */
public interface Retention {

	/**
	 * Returns what it looks after, for logs and metrics.
	 * @return a word such as {@code prompts}
	 */
	String name();

	/**
	 * Deletes what is due.
	 * @return how much audio was deleted
	 */
	int sweep();

}
