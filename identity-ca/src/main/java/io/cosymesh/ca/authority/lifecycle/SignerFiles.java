package io.cosymesh.ca.authority.lifecycle;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.Signer;
import io.cosymesh.ca.state.StateDirectory;

/**
 * Reads signers, each in one PEM file, PKCS#8 key first and certificate second.
 */
final class SignerFiles {

	private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

	private final StateDirectory directory;

	SignerFiles(StateDirectory directory) {
		this.directory = directory;
	}

	/**
	 * Reads a signer.
	 * @param name name of the file
	 * @return the signer, empty if there is no such file
	 * @throws AuthorityUnusableException if others may read the file, or key and
	 * certificate don't belong together
	 */
	Optional<Signer> load(String name) {
		Path file = this.directory.resolve(name);
		try {
			if (!Files.exists(file)) {
				return Optional.empty();
			}
			requirePrivate(file);
			Signer signer = parse(Files.readString(file));
			requireMatch(file, signer);
			return Optional.of(signer);
		}
		catch (IOException | GeneralSecurityException | ClassCastException | IllegalArgumentException ex) {
			throw new AuthorityUnusableException("The signing key file %s cannot be read as PEM.".formatted(file),
					"Restore the file from a backup: first the PKCS#8 private key, then its certificate.", ex);
		}
	}

	Path locate(String name) {
		return this.directory.resolve(name);
	}

	void delete(String name) {
		Path file = this.directory.resolve(name);
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new AuthorityUnusableException("The imported signing key file %s cannot be removed.".formatted(file),
					"Remove it by hand.", ex);
		}
	}

	private static Signer parse(String pem) throws IOException, GeneralSecurityException {
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			PrivateKey key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) required(parser));
			X509Certificate certificate = new JcaX509CertificateConverter()
				.getCertificate((X509CertificateHolder) required(parser));
			return new Signer(key, certificate);
		}
	}

	private static Object required(PEMParser parser) throws IOException {
		Object next = parser.readObject();
		if (next == null) {
			throw new IOException("The file ends before its key and certificate");
		}
		return next;
	}

	private static void requirePrivate(Path file) throws IOException {
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
		if (!OWNER_ONLY.containsAll(permissions)) {
			throw new AuthorityUnusableException(
					"The signing key file %s may be used by others (mode %s).".formatted(file,
							PosixFilePermissions.toString(permissions)),
					"If nobody else can have read it, run 'chmod 600 %s'; otherwise replace the authority."
						.formatted(file));
		}
	}

	private static void requireMatch(Path file, Signer signer) throws GeneralSecurityException {
		if (!KeyMatch.belongTogether(signer.key(), signer.certificate().getPublicKey())) {
			throw new AuthorityUnusableException(
					"The private key in %s does not match the certificate beside it.".formatted(file),
					"Restore the file from a backup.");
		}
	}

}
