package io.cosymesh.backend.voice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that became of a voice.
 *
 * @param id numbers events in their order
 * @param at when
 * @param action what, as {@link Action} in lower case
 * @param by who did it
 * @param from IP address they did it from, when known
 * @param voice id of the voice
 * @param name what people called it afterwards
 * @param shared whether it was shared afterwards
 * @param changed what they changed, by name
 * @param consent who agreed to the voice
 */
record VoiceEvent(long id, Instant at, String action, String by, @Nullable String from, UUID voice, String name,
		boolean shared, List<String> changed, ConsentDescription consent) {

	VoiceEvent {
		changed = List.copyOf(changed);
	}

	/**
	 * What can become of a voice.
	 */
	enum Action {

		/** Somebody added it. */
		ADDED,
		/** Its owner changed what is said of it, or who shares it. */
		CHANGED,
		/** Its owner deleted it, with every recording of it. */
		DELETED;

		/** Returns the word for it. */
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Events of a voice, newest first.
	 *
	 * @param events the events of this page
	 * @param next what to send as {@code after} for the next page, or nothing on the last
	 */
	record Page(List<VoiceEvent> events, @Nullable String next) {

		static Page of(List<VoiceEvent> events, int limit) {
			List<VoiceEvent> page = events.subList(0, Math.min(limit, events.size()));
			return new Page(page, (events.size() > limit) ? Long.toString(page.getLast().id()) : null);
		}

	}

}
