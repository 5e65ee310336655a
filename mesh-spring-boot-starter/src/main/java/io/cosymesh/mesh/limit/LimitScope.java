package io.cosymesh.mesh.limit;

import java.util.Locale;

/**
 * Which limit a request went over.
 */
public enum LimitScope {

	/**
	 * That of all peers together.
	 */
	TOTAL("All callers together ask"),

	/**
	 * The one made for this peer.
	 */
	OVERRIDE("This caller asks"),

	/**
	 * The one every peer has.
	 */
	PEER("This caller asks");

	private final String who;

	LimitScope(String who) {
		this.who = who;
	}

	/**
	 * Returns the scope as metrics and problems print it.
	 * @return the scope in lower case
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	String who() {
		return this.who;
	}

}
