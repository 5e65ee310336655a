package io.cosymesh.identity.issuance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

import io.spiffe.exception.X509SvidException;
import io.spiffe.svid.x509svid.X509Svid;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * A P-256 key made for one SVID. It never leaves the process.
 */
public final class FreshKey {

	private final KeyPair keyPair;

	private FreshKey(KeyPair keyPair) {
		this.keyPair = keyPair;
	}

	/**
	 * Makes a new key.
	 */
	public static FreshKey generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return new FreshKey(generator.generateKeyPair());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JDK has no P-256", ex);
		}
	}

	/**
	 * Returns a PKCS #10 request that proves possession of the key and names nobody: the
	 * CA takes the name from attestation.
	 */
	public byte[] csrDer() {
		try {
			return new JcaPKCS10CertificationRequestBuilder(new X500Name(""), this.keyPair.getPublic())
				.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.keyPair.getPrivate()))
				.getEncoded();
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException("A P-256 key can't sign a request", ex);
		}
	}

	/**
	 * Puts the key and the chain issued for it together.
	 * @param chain the chain, leaf first
	 * @return the SVID, not yet checked against any bundle
	 * @throws SvidRefusedException when the chain isn't one of an SVID
	 */
	public X509Svid svid(List<X509Certificate> chain) throws SvidRefusedException {
		ByteArrayOutputStream der = new ByteArrayOutputStream();
		try {
			for (X509Certificate certificate : chain) {
				der.writeBytes(certificate.getEncoded());
			}
			return X509Svid.parseRaw(der.toByteArray(), this.keyPair.getPrivate().getEncoded());
		}
		// java-spiffe lets unchecked exceptions out for some certificates.
		catch (GeneralSecurityException | X509SvidException | RuntimeException ex) {
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE, "the chain is not one of an SVID");
		}
	}

	@Override
	public String toString() {
		return "FreshKey[P-256]";
	}

}
