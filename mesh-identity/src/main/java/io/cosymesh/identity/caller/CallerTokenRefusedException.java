package io.cosymesh.identity.caller;

/**
 * Thrown when a request's caller token isn't good for it. The message holds nothing of
 * the token.
 */
public class CallerTokenRefusedException extends Exception {

	private final CallerTokenRefusal refusal;

	/**
	 * Creates the exception.
	 * @param refusal why
	 * @param message the same in words
	 */
	public CallerTokenRefusedException(CallerTokenRefusal refusal, String message) {
		super(refusal.code() + ": " + message);
		this.refusal = refusal;
	}

	/**
	 * Returns why the token was refused.
	 */
	public CallerTokenRefusal refusal() {
		return this.refusal;
	}

}
