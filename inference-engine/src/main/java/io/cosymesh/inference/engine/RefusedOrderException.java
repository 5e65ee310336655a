package io.cosymesh.inference.engine;

import org.jspecify.annotations.Nullable;

/**
 * The order can't be met as it is; the caller can change that.
 */
public final class RefusedOrderException extends SpeechException {

	private static final long serialVersionUID = 1L;

	private final String field;

	private final String type;

	private final String detail;

	private final @Nullable Integer position;

	/**
	 * Refuses an order because of one field.
	 * @param field name of the field on the wire
	 * @param type what is wrong, in kebab case
	 * @param message what is wrong and what would be right, fit for strangers
	 */
	public RefusedOrderException(String field, String type, String message) {
		this(field, type, message, null);
	}

	/**
	 * Refuses an order because of a place in one field.
	 * @param field name of the field on the wire
	 * @param type what is wrong, in kebab case
	 * @param message what is wrong and what would be right, fit for strangers
	 * @param position characters before the place, or nothing
	 */
	public RefusedOrderException(String field, String type, String message, @Nullable Integer position) {
		super(message, null);
		this.field = field;
		this.type = type;
		this.detail = message;
		this.position = position;
	}

	/**
	 * Returns the field to change.
	 * @return its name on the wire
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
