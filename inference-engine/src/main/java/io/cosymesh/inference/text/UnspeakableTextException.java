package io.cosymesh.inference.text;

/**
 * The text can't be spoken as asked; the caller can change that.
 */
public final class UnspeakableTextException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String field;

	private final String type;

	private final String detail;

	private UnspeakableTextException(String field, String type, String message) {
		super(message);
		this.field = field;
		this.type = type;
		this.detail = message;
	}

	static UnspeakableTextException becauseOfText(String type, String message) {
		return new UnspeakableTextException("text", type, message);
	}

	static UnspeakableTextException becauseOfLanguage(String type, String message) {
		return new UnspeakableTextException("language", type, message);
	}

	/**
	 * Returns the field to change.
	 * @return {@code text} or {@code language}
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
