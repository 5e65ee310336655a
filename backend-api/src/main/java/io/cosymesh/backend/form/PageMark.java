package io.cosymesh.backend.form;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page of things ended that are listed newest first, as callers carry it to the
 * next one.
 *
 * @param createdAt when the last thing of the page was made
 * @param id its id
 */
public record PageMark(Instant createdAt, UUID id) {

	/**
	 * Reads what a caller sends back.
	 * @param field name of the field
	 * @param text its value
	 * @return the mark
	 */
	public static PageMark parse(String field, String text) {
		try {
			String mark = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
			int end = mark.indexOf(' ');
			return new PageMark(Instant.parse(mark.substring(0, end)), UUID.fromString(mark.substring(end + 1)));
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException _) {
			throw FieldProblems.invalid(field, "the 'next' of an earlier page");
		}
	}

	@Override
	public String toString() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((this.createdAt + " " + this.id).getBytes(StandardCharsets.UTF_8));
	}

}
