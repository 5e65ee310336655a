package io.cosymesh.backend.form;

import java.util.Map;
import java.util.Optional;

/**
 * What became of the recordings in a form.
 *
 * @param <T> what becomes of a recording
 * @param prompt of the one that must be there
 * @param others of those that may, by the name of their part
 */
public record Recordings<T>(T prompt, Map<String, T> others) {

	public Recordings {
		others = Map.copyOf(others);
	}

	/**
	 * Finds what became of a recording that may be there.
	 * @param name name of its part
	 * @return what became of it, or nothing when it wasn't sent
	 */
	public Optional<T> other(String name) {
		return Optional.ofNullable(this.others.get(name));
	}

}
