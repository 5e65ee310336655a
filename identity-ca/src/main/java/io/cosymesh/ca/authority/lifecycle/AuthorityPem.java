package io.cosymesh.ca.authority.lifecycle;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.jspecify.annotations.Nullable;

/**
 * The public half of an authority as PEM: a certificate, or a bare key that signs JWTs.
 */
final class AuthorityPem {

	private AuthorityPem() {
	}

	static String write(Authority.Identity identity) {
		StringWriter pem = new StringWriter();
		X509Certificate certificate = identity.certificate();
		try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
			writer.writeObject((certificate != null) ? certificate : identity.publicKey());
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot encode a public key", ex);
		}
		return pem.toString();
	}

	static Authority.Identity read(String pem, @Nullable String issuerId) {
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			return switch (parser.readObject()) {
				case X509CertificateHolder holder -> {
					X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
					yield new Authority.Identity(certificate.getPublicKey(), certificate, issuerId);
				}
				case SubjectPublicKeyInfo info -> {
					PublicKey key = new JcaPEMKeyConverter().getPublicKey(info);
					yield new Authority.Identity(key, null, issuerId);
				}
				case null, default -> throw new IllegalArgumentException("Neither a certificate nor a public key");
			};
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalArgumentException("Not PEM of a certificate or public key", ex);
		}
	}

}
