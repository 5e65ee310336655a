package io.cosymesh.inference.markup;

import io.cosymesh.inference.text.BracketTags;
import org.jspecify.annotations.Nullable;

/**
 * The markup of a text can't be followed; the caller can change that.
 */
public final class MarkupException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String type;

	private final String detail;

	private final @Nullable Integer position;

	MarkupException(String type, String message) {
		this(type, message, null);
	}

	MarkupException(String type, String message, @Nullable Integer position) {
		super(message);
		this.type = type;
		this.detail = message;
		this.position = position;
	}

	static MarkupException unknownTag(BracketTags.Fault fault, int position) {
		return new MarkupException("tag-unknown",
				"%s at position %d %s".formatted(fault.tag(), position, fault.reason()), position);
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
	 * Returns where in the text it is.
	 * @return characters before it, or nothing
	 */
	public @Nullable Integer position() {
		return this.position;
	}

}
