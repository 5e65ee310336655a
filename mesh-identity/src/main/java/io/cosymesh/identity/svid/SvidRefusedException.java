package io.cosymesh.identity.svid;

import java.security.cert.CertificateException;

/**
 * Thrown when a certificate chain isn't an acceptable SVID. Neither message nor cause
 * holds text of the certificate: it may be a stranger's, and messages end up in logs.
 */
public class SvidRefusedException extends CertificateException {

	private final SvidRefusal refusal;

	/**
	 * Creates the exception.
	 * @param refusal why
	 * @param message the same in words
	 */
	public SvidRefusedException(SvidRefusal refusal, String message) {
		super(refusal.code() + ": " + message);
		this.refusal = refusal;
	}

	/**
	 * Returns why the chain was refused.
	 */
	public SvidRefusal refusal() {
		return this.refusal;
	}

}
