package io.cosymesh.inference.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Values that are dear to make, the most recently used of them kept. Two threads that
 * miss the same one at once both make it, so that nobody waits for another's.
 *
 * @param <K> what they are known by
 * @param <V> what is kept
 */
final class RecentlyUsed<K, V> {

	private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

	private final int capacity;

	RecentlyUsed(int capacity) {
		this.capacity = capacity;
	}

	/** Returns the value of a key, made if it is not there. */
	<E extends Exception> V get(K key, Maker<K, V, E> maker) throws E {
		V known = find(key);
		if (known == null) {
			known = maker.make(key);
			keep(key, known);
		}
		return known;
	}

	synchronized int size() {
		return this.values.size();
	}

	private synchronized @Nullable V find(K key) {
		return this.values.get(key);
	}

	private synchronized void keep(K key, V value) {
		this.values.put(key, value);
		if (this.values.size() > this.capacity) {
			this.values.remove(this.values.keySet().iterator().next());
		}
	}

	/**
	 * Makes a value; may take its time.
	 *
	 * @param <K> what it is known by
	 * @param <V> what is made
	 * @param <E> what can go wrong
	 */
	@FunctionalInterface
	interface Maker<K, V, E extends Exception> {

		V make(K key) throws E;

	}

}
