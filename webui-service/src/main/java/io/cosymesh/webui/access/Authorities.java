package io.cosymesh.webui.access;

/**
 * What somebody came in with.
 */
final class Authorities {

	/** A session in a browser. */
	static final String PERSON = "person";

	/** An API key. */
	static final String SCRIPT = "script";

	private Authorities() {
	}

}
