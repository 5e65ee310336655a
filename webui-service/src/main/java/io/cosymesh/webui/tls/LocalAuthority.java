package io.cosymesh.webui.tls;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authority for one machine, made on first start and kept, so that a browser has to be
 * told about it once only.
 */
final class LocalAuthority {

	private static final Logger log = LoggerFactory.getLogger(LocalAuthority.class);

	private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);

	private final Path directory;

	private final Duration lifetime;

	private final URI revocationList;

	private final InstantSource clock;

	private final CertificateForge forge;

	/**
	 * Creates an authority, whose files are made when they are needed.
	 * @param directory where it keeps them
	 * @param lifetime of its certificates
	 * @param revocationList where clients find its revocation list
	 * @param clock tells what is due
	 * @param random of serial numbers
	 */
	LocalAuthority(Path directory, Duration lifetime, URI revocationList, InstantSource clock, RandomGenerator random) {
		this.directory = directory.toAbsolutePath();
		this.lifetime = lifetime;
		this.revocationList = revocationList;
		this.clock = clock;
		this.forge = new CertificateForge(random);
	}

	/**
	 * Returns a certificate for the given names: the kept one while it is good for them
	 * and not due for renewal, else a new one.
	 * @throws IOException when files can't be read or written
	 */
	KeyAndChain certificateFor(Set<ServerName> names) throws IOException {
		PrivateFile.createDirectory(this.directory);
		KeyAndChain authority = authority();
		KeyAndChain kept = kept();
		return (kept != null && isGood(kept, authority, names)) ? kept : issue(authority, names);
	}

	/**
	 * Returns the revocation list in DER, good for as long as a certificate.
	 * @throws IOException when files can't be read or written
	 */
	byte[] revocationList() throws IOException {
		PrivateFile.createDirectory(this.directory);
		return this.forge.revocationList(authority(), this.clock.instant(), this.lifetime);
	}

	private synchronized KeyAndChain authority() throws IOException {
		if (Files.exists(file("ca.pem"))) {
			return KeyAndChain.read(file("ca.key"), file("ca.pem"));
		}
		KeyPair keys = KeyPairs.p256();
		// The key's mark in the name tells authorities of several machines or homes
		// apart.
		String mark = "%08x".formatted(keys.getPublic().hashCode());
		X509Certificate certificate = this.forge.authority(new X500Principal("CN=CosyMesh local CA " + mark), keys,
				this.clock.instant(), AUTHORITY_LIFETIME);
		PrivateFile.writePem(file("ca.key"), new JcaPKCS8Generator(keys.getPrivate(), null));
		PrivateFile.writePem(file("ca.pem"), certificate);
		log.info("event=local-authority-made certificate={}", file("ca.pem"));
		return new KeyAndChain(keys.getPrivate(), List.of(certificate));
	}

	private @Nullable KeyAndChain kept() {
		if (!Files.exists(file("tls.crt")) || !Files.exists(file("tls.key"))) {
			return null;
		}
		try {
			return KeyAndChain.read(file("tls.key"), file("tls.crt"));
		}
		catch (IOException | RuntimeException ex) {
			// A crash between the two writes leaves halves of two pairs; a new pair heals
			// it.
			log.warn("event=server-certificate-unusable reason=\"{}\"", ex.getMessage());
			return null;
		}
	}

	private boolean isGood(KeyAndChain kept, KeyAndChain authority, Set<ServerName> names) {
		return !kept.isDueForRenewal(this.clock.instant()) && isIssuedBy(kept.leaf(), authority)
				&& ServerName.in(kept.leaf()).containsAll(names)
				&& CertificateForge.isOn(kept.leaf(), this.revocationList);
	}

	private static boolean isIssuedBy(X509Certificate certificate, KeyAndChain authority) {
		try {
			certificate.verify(authority.publicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private KeyAndChain issue(KeyAndChain authority, Set<ServerName> names) throws IOException {
		Instant now = this.clock.instant();
		KeyPair keys = KeyPairs.p256();
		X509Certificate certificate = this.forge.server(authority, keys.getPublic(), names, this.revocationList, now,
				this.lifetime);
		PrivateFile.writePem(file("tls.key"), new JcaPKCS8Generator(keys.getPrivate(), null));
		PrivateFile.writePem(file("tls.crt"), certificate);
		log.info("event=server-certificate-made names={} notAfter={}",
				names.stream().map(ServerName::value).sorted().collect(Collectors.joining(",")),
				certificate.getNotAfter().toInstant());
		return new KeyAndChain(keys.getPrivate(), List.of(certificate));
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

}
