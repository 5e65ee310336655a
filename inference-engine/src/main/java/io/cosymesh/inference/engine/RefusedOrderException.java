package io.cosymesh.inference.engine;

/**
 * The order can't be met as it is; the caller can change that.
 */
public final class RefusedOrderException extends SpeechException {

	private static final long serialVersionUID = 1L;

	private final String field;

	private final String type;

	private final String detail;

	/**
	 * Refuses an order because of one field.
	 * @param field name of the field on the wire
	 * @param type what is wrong, in kebab case
	 * @param message what is wrong and what would be right, fit for strangers
	 */
	public RefusedOrderException(String field, String type, String message) {
		super(message, null);
		this.field = field;
		this.type = type;
		this.detail = message;
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

}
