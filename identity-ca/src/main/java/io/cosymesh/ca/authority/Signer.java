package io.cosymesh.ca.authority;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A signing key with its certificate.
 *
 * @param key the private key, EC or RSA
 * @param certificate what is known of it
 */
public record Signer(PrivateKey key, X509Certificate certificate) {

	ContentSigner contentSigner() throws OperatorCreationException {
		return new JcaContentSignerBuilder(algorithm(this.certificate.getPublicKey())).build(this.key);
	}

	/** Returns the certificate's subject exactly as encoded, for use as an issuer. */
	X500Name name() {
		return X500Name.getInstance(this.certificate.getSubjectX500Principal().getEncoded());
	}

	/**
	 * Returns the algorithm that a key signs certificates with: the hash that TLS 1.3
	 * knows together with the curve, SHA-256 with RSA.
	 * @param key the public half
	 * @return the name in Java
	 * @throws IllegalArgumentException if the key is neither EC nor RSA
	 */
	public static String algorithm(PublicKey key) {
		return switch (key) {
			case RSAPublicKey _ -> "SHA256withRSA";
			case ECPublicKey ec -> switch (ec.getParams().getCurve().getField().getFieldSize()) {
				case 256 -> "SHA256withECDSA";
				case 384 -> "SHA384withECDSA";
				case 521 -> "SHA512withECDSA";
				default -> throw new IllegalArgumentException("The curve is none of P-256, P-384 and P-521");
			};
			default -> throw new IllegalArgumentException("The key is neither EC nor RSA");
		};
	}

	@Override
	public String toString() {
		return "Signer[key=******, certificate=" + this.certificate.getSubjectX500Principal() + "]";
	}

}
