package io.cosymesh.webui.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody may do.
 */
public enum Scope {

	/** Have text spoken, and everything that takes. */
	SPEECH,

	/** Add, change and delete voices. */
	VOICES,

	/** Manage people and keys, and read who did what. */
	ADMIN;

	/**
	 * Finds a scope.
	 * @param word its name in any case
	 * @return the scope, or nothing
	 */
	public static Optional<Scope> of(String word) {
		return Arrays.stream(values()).filter((scope) -> scope.name().equalsIgnoreCase(word)).findFirst();
	}

	/**
	 * Reads scopes as {@link #join} writes them, and leaves out what is none.
	 * @param words scopes between spaces
	 * @return the scopes
	 */
	public static Set<Scope> split(String words) {
		return Arrays.stream(words.split(" "))
			.map(Scope::of)
			.flatMap(Optional::stream)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
	}

	/**
	 * Writes scopes.
	 * @param scopes the scopes
	 * @return their words between spaces
	 */
	public static String join(Collection<Scope> scopes) {
		return String.join(" ", words(scopes));
	}

	/**
	 * Writes scopes as callers see them.
	 * @param scopes the scopes
	 * @return their words, always in the same order
	 */
	public static List<String> words(Collection<Scope> scopes) {
		return scopes.stream().sorted().map(Scope::word).toList();
	}

	/**
	 * Returns the name that callers see.
	 * @return such as {@code speech}
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
