package io.cosymesh.backend.voice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

import io.cosymesh.backend.form.FieldProblems;

/**
 * Where a page of voices ended, as callers carry it to the next one.
 *
 * @param createdAt when the last voice of the page was added
 * @param id its id
 */
record PageMark(Instant createdAt, UUID id) {

	static PageMark parse(String field, String text) {
		try {
			String mark = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
			int end = mark.indexOf(' ');
			return new PageMark(Instant.parse(mark.substring(0, end)), UUID.fromString(mark.substring(end + 1)));
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException _) {
			throw FieldProblems.invalid(field, "the 'next' of an earlier page");
		}
	}

	static PageMark of(Voice voice) {
		return new PageMark(voice.createdAt(), voice.id());
	}

	@Override
	public String toString() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((this.createdAt + " " + this.id).getBytes(StandardCharsets.UTF_8));
	}

}
