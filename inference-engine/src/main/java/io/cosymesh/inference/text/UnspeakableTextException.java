package io.cosymesh.inference.text;

import org.jspecify.annotations.Nullable;

/**
 * The text can't be spoken as asked; the caller can change that.
 */
public final class UnspeakableTextException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String field;

	private final String type;

	private final String detail;

	private final @Nullable Integer position;

	private UnspeakableTextException(String field, String type, String message, @Nullable Integer position) {
		super(message);
		this.field = field;
		this.type = type;
		this.detail = message;
		this.position = position;
	}

	static UnspeakableTextException because(String field, String type, String message) {
		return new UnspeakableTextException(field, type, message, null);
	}

	static UnspeakableTextException becauseOfTag(String field, BracketTags.Fault fault) {
		return new UnspeakableTextException(field, "tag-unknown",
				"%s at position %d %s".formatted(fault.tag(), fault.position(), fault.reason()), fault.position());
	}

	static UnspeakableTextException becauseOfText(String type, String message) {
		return because("text", type, message);
	}

	static UnspeakableTextException becauseOfLanguage(String type, String message) {
		return because("language", type, message);
	}

	/**
	 * Returns the field to change.
	 * @return its name, such as {@code text} or {@code pronunciations[3].reading}
	 */
	public String field() {
		return this.field;
	}

	/**
	 * Returns what is wrong, for programs.
	 * @return the tail of a problem type
	 */
	public String type() {
		return this.type;
	}

	/**
	 * Returns what is wrong and what would be right, for people.
	 * @return a sentence fit for strangers
	 */
	public String detail() {
		return this.detail;
	}

	/**
	 * Returns where in the field it is.
	 * @return characters before it, or nothing
	 */
	public @Nullable Integer position() {
		return this.position;
	}

}
