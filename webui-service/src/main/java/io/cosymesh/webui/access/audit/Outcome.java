package io.cosymesh.webui.access.audit;

import java.util.Locale;

/**
 * How something ended that somebody tried.
 */
public enum Outcome {

	/** It was done. */
	DONE,

	/** It was not allowed, or not proved who asked. */
	REFUSED;

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
