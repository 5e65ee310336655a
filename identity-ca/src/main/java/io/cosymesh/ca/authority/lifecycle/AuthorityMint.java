package io.cosymesh.ca.authority.lifecycle;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.authority.CertificateProfile;
import io.cosymesh.ca.authority.Signer;

/**
 * Makes new authorities, each with a P-256 key of its own.
 */
final class AuthorityMint {

	private final TrustDomain domain;

	private final Lifetimes lifetimes;

	private final SecureRandom random;

	private final CertificateProfile profile;

	AuthorityMint(TrustDomain domain, Lifetimes lifetimes, SecureRandom random) {
		this.domain = domain;
		this.lifetimes = lifetimes;
		this.random = random;
		this.profile = new CertificateProfile(random);
	}

	Minted root(Instant now) {
		KeyPair keys = newKeys();
		X509Certificate certificate = this.profile.root(this.domain, keys, now, this.lifetimes.root());
		return new Minted(of(AuthorityKind.ROOT, certificate, null), keys.getPrivate());
	}

	Minted intermediate(Signer root, String rootId, Instant now) {
		KeyPair keys = newKeys();
		Instant rootEnd = root.certificate().getNotAfter().toInstant();
		X509Certificate certificate = this.profile.intermediate(this.domain, keys.getPublic(), root, now,
				intermediateEnd(rootEnd, now));
		return new Minted(of(AuthorityKind.INTERMEDIATE, certificate, rootId), keys.getPrivate());
	}

	Minted jwt(Instant now) {
		KeyPair keys = newKeys();
		Instant start = now.truncatedTo(ChronoUnit.SECONDS);
		Authority authority = new Authority(KeyDigest.id(keys.getPublic()), AuthorityKind.JWT, AuthorityState.PREPARED,
				new Authority.Identity(keys.getPublic(), null, null),
				new Authority.Validity(start, start.plus(this.lifetimes.jwt())), Authority.History.NONE, null);
		return new Minted(authority, keys.getPrivate());
	}

	/** Returns when an intermediate made now would end. */
	Instant intermediateEnd(Instant rootEnd, Instant now) {
		Instant end = now.plus(this.lifetimes.intermediate());
		return (end.isBefore(rootEnd) ? end : rootEnd).truncatedTo(ChronoUnit.SECONDS);
	}

	static Authority of(AuthorityKind kind, X509Certificate certificate, @Nullable String issuerId) {
		return new Authority(KeyDigest.id(certificate.getPublicKey()), kind, AuthorityState.PREPARED,
				new Authority.Identity(certificate.getPublicKey(), certificate, issuerId),
				new Authority.Validity(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()),
				Authority.History.NONE, null);
	}

	private KeyPair newKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"), this.random);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no P-256", ex);
		}
	}

	/**
	 * How long authorities live.
	 *
	 * @param root a root
	 * @param intermediate an intermediate, or as long as its root has left
	 * @param jwt a key that signs JWTs
	 */
	record Lifetimes(Duration root, Duration intermediate, Duration jwt) {
	}

	/**
	 * A new authority, prepared, with its key.
	 *
	 * @param authority the authority
	 * @param key its private key
	 */
	record Minted(Authority authority, PrivateKey key) {

		@Override
		public String toString() {
			return "Minted[authority=%s, key=******]".formatted(this.authority.id());
		}

	}

}
