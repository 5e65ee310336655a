package io.cosymesh.backend.voice;

import io.cosymesh.backend.form.PageMark;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Voices, newest first.
 *
 * @param voices the voices of this page
 * @param next what to send as {@code after} for the next page, or nothing on the last
 */
record VoicePage(List<VoiceDescription> voices, @Nullable String next) {

	static VoicePage of(List<Voice> voices, int limit) {
		List<Voice> page = voices.subList(0, Math.min(limit, voices.size()));
		String next = (voices.size() > limit) ? mark(page.getLast()).toString() : null;
		return new VoicePage(page.stream().map(VoiceDescription::of).toList(), next);
	}

	private static PageMark mark(Voice voice) {
		return new PageMark(voice.createdAt(), voice.id());
	}

}
