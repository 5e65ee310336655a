package io.cosymesh.system;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * The running stack's own issuing key, misused: it signs what the CA never would, so that
 * nothing but the peers' own checks stands in the way.
 */
final class StackAuthority {

	private final PrivateKey key;

	private final X509Certificate certificate;

	StackAuthority(Cosymesh stack) {
		Path file = stack.home().resolve("identity-ca").resolve("authority").resolve("intermediate.pem");
		try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file)))) {
			this.key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
			this.certificate = new JcaX509CertificateConverter()
				.getCertificate((X509CertificateHolder) parser.readObject());
		}
		catch (IOException | CertificateException ex) {
			throw new AssertionError(ex);
		}
	}

	static String idOf(String serviceAccount) {
		return "spiffe://cosymesh.local/ns/cosymesh/sa/" + serviceAccount;
	}

	TestSvid svid(String serviceAccount) {
		return svid(serviceAccount, Instant.now().plus(Duration.ofMinutes(10)));
	}

	TestSvid expired(String serviceAccount) {
		return svid(serviceAccount, Instant.now().minusSeconds(30));
	}

	private TestSvid svid(String serviceAccount, Instant notAfter) {
		KeyPair keys = TestKeys.p256();
		X509Certificate leaf = CertificateRecipe.leaf(Instant.now(), idOf(serviceAccount))
			.validity(notAfter.minus(Duration.ofMinutes(20)), notAfter)
			.signedBy(keys.getPublic(), this.certificate, this.key);
		return new TestSvid(List.of(leaf, this.certificate), keys.getPrivate());
	}

}
