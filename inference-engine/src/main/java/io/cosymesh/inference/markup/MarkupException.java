package io.cosymesh.inference.markup;

/**
 * The markup of a text can't be followed; the caller can change that.
 */
public final class MarkupException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String type;

	private final String detail;

	MarkupException(String type, String message) {
		super(message);
		this.type = type;
		this.detail = message;
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
