package io.cosymesh.ca.authority;

/**
 * Something whose keys come and go while the CA runs.
 */
public interface ChangingAuthority {

	/**
	 * Takes notice of what other replicas have changed. Cheap when nothing has.
	 */
	default void refresh() {
	}

	/**
	 * Registers a listener for changes of what is published or of what signs.
	 * @param listener called after each change, on the changing thread
	 */
	default void onChange(Runnable listener) {
	}

}
