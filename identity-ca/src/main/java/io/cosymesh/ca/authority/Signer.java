package io.cosymesh.ca.authority;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A signing key with its certificate.
 */
record Signer(PrivateKey key, X509Certificate certificate) {

	ContentSigner contentSigner() throws OperatorCreationException {
		return new JcaContentSignerBuilder("SHA256withECDSA").build(this.key);
	}

	/** Returns the certificate's subject exactly as encoded, for use as an issuer. */
	X509CertificateHolder holder() {
		try {
			return new X509CertificateHolder(this.certificate.getEncoded());
		}
		catch (IOException | CertificateEncodingException ex) {
			throw new IllegalStateException("A parsed certificate must encode", ex);
		}
	}

	@Override
	public String toString() {
		return "Signer[key=******, certificate=" + this.certificate.getSubjectX500Principal() + "]";
	}

}
