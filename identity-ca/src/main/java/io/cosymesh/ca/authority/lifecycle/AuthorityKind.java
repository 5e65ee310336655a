package io.cosymesh.ca.authority.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an authority signs.
 */
public enum AuthorityKind {

	/** Signs intermediates, and is published in the trust bundle. */
	ROOT,

	/** Signs X509-SVIDs, and is sent along with them. */
	INTERMEDIATE,

	/** Signs JWT-SVIDs, and is published in the trust bundle. */
	JWT;

	/**
	 * Reads a kind as operators write it.
	 * @param text such as {@code root}
	 * @return the kind, empty if there is no such
	 */
	public static Optional<AuthorityKind> parse(String text) {
		return Arrays.stream(values()).filter((kind) -> kind.label().equals(text)).findFirst();
	}

	/**
	 * Returns what operators call it.
	 * @return the name in lower case
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	boolean isPublished() {
		return this != INTERMEDIATE;
	}

}
