package io.cosymesh.identity.jwt;

/**
 * Thrown when a token isn't an acceptable JWT-SVID. The message holds nothing of the
 * token: it may be a stranger's or a secret, and messages end up in logs.
 */
public class JwtSvidRefusedException extends Exception {

	private final JwtSvidRefusal refusal;

	/**
	 * Creates the exception.
	 * @param refusal why
	 * @param message the same in words
	 */
	public JwtSvidRefusedException(JwtSvidRefusal refusal, String message) {
		super(refusal.code() + ": " + message);
		this.refusal = refusal;
	}

	/**
	 * Returns why the token was refused.
	 */
	public JwtSvidRefusal refusal() {
		return this.refusal;
	}

}
