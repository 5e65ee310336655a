package io.cosymesh.backend.voice;

import java.time.Instant;
import java.util.UUID;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.PageMark;

/**
 * Where a page of voices ended, as callers carry it to the next one.
 */
sealed interface VoiceMark {

	/** Returns the id of the last voice of the page. */
	UUID id();

	/** Returns what callers carry. */
	String text();

	static VoiceMark parse(String field, String text) {
		if (!text.startsWith(BuiltIn.PREFIX)) {
			return new Kept(PageMark.parse(field, text));
		}
		try {
			return new BuiltIn(UUID.fromString(text.substring(BuiltIn.PREFIX.length())));
		}
		catch (IllegalArgumentException _) {
			throw FieldProblems.invalid(field, "the 'next' of an earlier page");
		}
	}

	static VoiceMark of(KnownVoice voice) {
		return switch (voice) {
			case Voice kept -> new Kept(new PageMark(kept.createdAt(), kept.id()));
			case BuiltInVoice builtIn -> new BuiltIn(builtIn.id());
		};
	}

	/**
	 * Among the voices that are kept, newest first.
	 *
	 * @param mark the last one
	 */
	record Kept(PageMark mark) implements VoiceMark {

		@Override
		public UUID id() {
			return this.mark.id();
		}

		Instant createdAt() {
			return this.mark.createdAt();
		}

		@Override
		public String text() {
			return this.mark.toString();
		}

	}

	/**
	 * Among the built-in voices, which follow.
	 *
	 * @param id id of the last one
	 */
	record BuiltIn(UUID id) implements VoiceMark {

		private static final String PREFIX = "built-in.";

		@Override
		public String text() {
			return PREFIX + this.id;
		}

	}

}
