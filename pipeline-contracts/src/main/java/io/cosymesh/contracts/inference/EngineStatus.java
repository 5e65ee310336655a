package io.cosymesh.contracts.inference;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is, what it can do and how busy it is.
 *
 * @param name short name as in {@code X-Engine}
 * @param version version of what speaks: a program or a model
 * @param summary one honest sentence for people
 * @param preference 1 for the engine that speaks for who names none, 2 for the one that
 * stands in for it, and so on
 * @param state whether it takes orders
 * @param reason why it takes none, for the operator; nothing when it is ready
 * @param sampleRate samples per second of what it makes
 * @param languages BCP 47 tags of the languages it speaks
 * @param capabilities what it can be asked for
 * @param load how busy it is
 */
public record EngineStatus(String name, String version, String summary, int preference, State state,
		@Nullable String reason, int sampleRate, List<String> languages, EngineCapabilities capabilities, Load load) {

	public EngineStatus {
		languages = List.copyOf(languages);
	}

	/**
	 * Whether an engine takes orders.
	 */
	public enum State {

		/** It does. */
		@JsonProperty("ready")
		READY,
		/** It never worked so far, but may come to work by itself. */
		@JsonProperty("loading")
		LOADING,
		/** It worked and doesn't at present. */
		@JsonProperty("unavailable")
		UNAVAILABLE

	}

	/**
	 * How busy an engine is.
	 *
	 * @param running speeches being made or listened to
	 * @param queued orders waiting for one of them to end
	 * @param limit speeches at once
	 * @param queueLimit orders that may wait; more are turned away
	 */
	public record Load(int running, int queued, int limit, int queueLimit) {

	}

}
