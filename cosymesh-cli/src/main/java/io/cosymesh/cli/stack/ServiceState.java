package io.cosymesh.cli.stack;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code status}.
 *
 * @param name the service
 * @param pid its process, if it has one
 * @param port where it listens
 * @param state what it is up to
 * @param spiffeId who it is, as it says itself
 * @param expiresAt when its SVID ends
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ServiceState(String name, @Nullable Long pid, int port, State state, @Nullable String spiffeId,
		@Nullable String expiresAt) {

	/**
	 * What a service is up to.
	 */
	public enum State {

		/** Takes work. */
		RUNNING,

		/** Was never ready since its process began. */
		STARTING,

		/** Has a process, and doesn't take work. */
		UNHEALTHY,

		/** Has no process. */
		STOPPED;

		/**
		 * Returns the word that people and scripts read.
		 * @return the name in lower case
		 */
		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
