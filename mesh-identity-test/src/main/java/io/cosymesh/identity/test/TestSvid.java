package io.cosymesh.identity.test;

import java.io.ByteArrayOutputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

import io.spiffe.exception.X509SvidException;
import io.spiffe.svid.x509svid.X509Svid;

/**
 * A chain and the private key of its leaf, good or bad.
 *
 * @param chain the certificates as they will be presented
 * @param key the private key
 */
public record TestSvid(List<X509Certificate> chain, PrivateKey key) {

	public TestSvid {
		chain = List.copyOf(chain);
	}

	/**
	 * Returns the leaf.
	 */
	public X509Certificate leaf() {
		return this.chain.getFirst();
	}

	/**
	 * Returns the chain as an array, as TLS engines pass it.
	 */
	public X509Certificate[] chainArray() {
		return this.chain.toArray(X509Certificate[]::new);
	}

	/**
	 * Returns it as java-spiffe's type.
	 * @throws IllegalStateException when it is too wrong for that
	 */
	public X509Svid svid() {
		ByteArrayOutputStream der = new ByteArrayOutputStream();
		this.chain.forEach((certificate) -> der.writeBytes(der(certificate)));
		try {
			return X509Svid.parseRaw(der.toByteArray(), this.key.getEncoded());
		}
		catch (X509SvidException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the chain as PEM.
	 */
	public String chainPem() {
		StringBuilder pem = new StringBuilder();
		this.chain.forEach((certificate) -> pem.append(pem("CERTIFICATE", der(certificate))));
		return pem.toString();
	}

	/**
	 * Returns the key as PKCS #8 PEM.
	 */
	public String keyPem() {
		return pem("PRIVATE KEY", this.key.getEncoded());
	}

	@Override
	public String toString() {
		return "TestSvid[certificates=%d]".formatted(this.chain.size());
	}

	private static String pem(String label, byte[] der) {
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label,
				Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der));
	}

	private static byte[] der(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
