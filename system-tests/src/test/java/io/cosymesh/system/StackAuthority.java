package io.cosymesh.system;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * The running stack's own issuing key, misused: it signs what the CA never would, so that
 * nothing but the peers' own checks stands in the way. The CA seals its keys, so the
 * stack is given one that it takes for an older installation's.
 */
final class StackAuthority {

	private static final String TRUST_DOMAIN = "spiffe://cosymesh.local";

	private static final String ROOT = "root-of-the-tests.pem";

	private static final String INTERMEDIATE = "intermediate-of-the-tests.pem";

	private final TestSvid root;

	private final TestSvid intermediate;

	StackAuthority(Cosymesh stack) {
		this.root = read(stack.home().resolve(ROOT));
		this.intermediate = read(stack.home().resolve(INTERMEDIATE));
	}

	private static TestSvid read(Path file) {
		try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file)))) {
			PrivateKey key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
			return new TestSvid(List
				.of(new JcaX509CertificateConverter().getCertificate((X509CertificateHolder) parser.readObject())),
					key);
		}
		catch (IOException | CertificateException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Gives a stack that has not run yet a root and an intermediate. */
	static void plant(Cosymesh stack) {
		KeyPair rootKeys = TestKeys.p256();
		X509Certificate root = CertificateRecipe.authority(Instant.now(), "CN=Planted Root", TRUST_DOMAIN)
			.selfSigned(rootKeys);
		KeyPair keys = TestKeys.p256();
		X509Certificate intermediate = CertificateRecipe
			.authority(Instant.now(), "CN=Planted Intermediate", TRUST_DOMAIN)
			.signedBy(keys.getPublic(), root, rootKeys.getPrivate());
		Path directory = stack.home().resolve("identity-ca").resolve("authority");
		write(directory.resolve("root.pem"), rootKeys.getPrivate(), root);
		write(directory.resolve("intermediate.pem"), keys.getPrivate(), intermediate);
		write(stack.home().resolve(ROOT), rootKeys.getPrivate(), root);
		write(stack.home().resolve(INTERMEDIATE), keys.getPrivate(), intermediate);
	}

	private static void write(Path file, PrivateKey key, X509Certificate certificate) {
		StringWriter pem = new StringWriter();
		try {
			try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
				writer.writeObject(new JcaPKCS8Generator(key, null));
				writer.writeObject(certificate);
			}
			Files.createDirectories(file.getParent());
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(file, pem.toString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Returns it as a CA whose certificates can be wrong in every way. */
	TestCa ca() {
		return TestCa.holding(this.root, this.intermediate);
	}

	X509Certificate root() {
		return this.root.leaf();
	}

	static String idOf(String serviceAccount) {
		return "spiffe://cosymesh.local/ns/cosymesh/sa/" + serviceAccount;
	}

	TestSvid svid(String serviceAccount) {
		return svidOf(idOf(serviceAccount), Duration.ofMinutes(10));
	}

	TestSvid svid(String serviceAccount, Duration lifetime) {
		return svidOf(idOf(serviceAccount), lifetime);
	}

	TestSvid expired(String serviceAccount) {
		return svidOf(idOf(serviceAccount), Duration.ofSeconds(-30));
	}

	/**
	 * Returns an SVID of any name at all.
	 */
	TestSvid svidOf(String spiffeId) {
		return svidOf(spiffeId, Duration.ofMinutes(10));
	}

	private TestSvid svidOf(String spiffeId, Duration lifetime) {
		KeyPair keys = TestKeys.p256();
		Instant notAfter = Instant.now().plus(lifetime);
		X509Certificate leaf = CertificateRecipe.leaf(Instant.now(), spiffeId)
			.validity(notAfter.minus(Duration.ofMinutes(20)), notAfter)
			.signedBy(keys.getPublic(), this.intermediate.leaf(), this.intermediate.key());
		return new TestSvid(List.of(leaf, this.intermediate.leaf()), keys.getPrivate());
	}

}
