package io.cosymesh.cli.state;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import io.cosymesh.cli.console.CommandFailure;

/**
 * The ways CosyMesh runs, as {@code --context} names them.
 */
public enum ContextName {

	/** Processes of this machine. */
	LOCAL,

	/** Containers of a Compose project. */
	COMPOSE,

	/** Pods of a namespace. */
	KUBERNETES;

	/**
	 * Finds a way by its name.
	 * @param word what somebody typed
	 * @return the way
	 * @throws CommandFailure if there is none of that name
	 */
	public static ContextName named(String word) {
		return Arrays.stream(values())
			.filter((name) -> name.word().equals(word))
			.findFirst()
			.orElseThrow(() -> CommandFailure
				.usage("'%s' is no context; there are %s".formatted(word, String.join(", ", words()))));
	}

	/**
	 * Returns the word that people type.
	 * @return the name in lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	private static List<String> words() {
		return Arrays.stream(values()).map(ContextName::word).toList();
	}

	/** What shells complete. */
	static final class Words implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return words().iterator();
		}

	}

}
