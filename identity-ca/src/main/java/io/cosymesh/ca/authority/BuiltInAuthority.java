package io.cosymesh.ca.authority;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.settings.CaSettings;

/**
 * A root and an intermediate of its own, made at first start and kept on disk. The root
 * signs intermediates only; a new intermediate takes over while the old one still
 * outlives every leaf it signed.
 */
final class BuiltInAuthority implements IssuingAuthority {

	private static final Logger logger = LoggerFactory.getLogger(BuiltInAuthority.class);

	static final String ROOT = "root.pem";

	static final String INTERMEDIATE = "intermediate.pem";

	private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

	private static final int LIFE_FRACTION = 6;

	private final TrustDomain domain;

	private final CaSettings settings;

	private final SignerFiles files;

	private final InstantSource clock;

	private final SecureRandom random;

	private final CertificateProfile profile;

	private final Signer root;

	private volatile Signer intermediate;

	BuiltInAuthority(TrustDomain domain, CaSettings settings, SignerFiles files, InstantSource clock,
			SecureRandom random) {
		this.domain = domain;
		this.settings = settings;
		this.files = files;
		this.clock = clock;
		this.random = random;
		this.profile = new CertificateProfile(random);
		requireRoomForLeaves("root-ttl", settings.authority().rootTtl());
		requireRoomForLeaves("intermediate-ttl", settings.authority().intermediateTtl());
		this.root = files.load(ROOT).orElseGet(this::makeRoot);
		SignerChecks checks = new SignerChecks(domain, clock.instant());
		checks.checkRoot(files.locate(ROOT), this.root.certificate());
		this.intermediate = files.load(INTERMEDIATE).orElseGet(this::makeIntermediate);
		checks.checkIntermediate(files.locate(INTERMEDIATE), this.intermediate.certificate(), this.root.certificate());
	}

	@Override
	public Duration maxTtl() {
		return this.settings.svidTtl();
	}

	@Override
	public List<X509Certificate> issue(LeafRequest request) {
		Instant now = this.clock.instant();
		Signer issuer = currentIntermediate(now);
		Duration ttl = (request.ttl().compareTo(maxTtl()) < 0) ? request.ttl() : maxTtl();
		Instant notAfter = earliest(now.plus(ttl), notAfter(issuer), notAfter(this.root));
		if (!notAfter.isAfter(now)) {
			throw new IllegalStateException("The signing certificates have expired");
		}
		X509Certificate leaf = this.profile.leaf(request.id(), request.publicKey(), issuer, now, notAfter);
		return List.of(leaf, issuer.certificate());
	}

	@Override
	public Set<X509Certificate> roots() {
		return Set.of(this.root.certificate());
	}

	private Signer currentIntermediate(Instant now) {
		return isDue(this.intermediate, now) ? renewIntermediate(now) : this.intermediate;
	}

	private synchronized Signer renewIntermediate(Instant now) {
		if (isDue(this.intermediate, now)) {
			this.intermediate = makeIntermediate();
		}
		return this.intermediate;
	}

	private boolean isDue(Signer signer, Instant now) {
		Instant notAfter = notAfter(signer);
		Duration life = Duration.between(signer.certificate().getNotBefore().toInstant(), notAfter);
		Duration overlap = longest(maxTtl(), shortest(life.dividedBy(LIFE_FRACTION), LONGEST_OVERLAP));
		// Near the end of the root a new intermediate would live no longer than the old.
		boolean newOneLivesLonger = intermediateEnd(now).isAfter(notAfter.plusSeconds(1));
		return newOneLivesLonger && now.isAfter(notAfter.minus(overlap));
	}

	private Instant intermediateEnd(Instant now) {
		return earliest(now.plus(this.settings.authority().intermediateTtl()), notAfter(this.root));
	}

	private Signer makeRoot() {
		if (this.files.load(INTERMEDIATE).isPresent()) {
			throw new AuthorityUnusableException(
					"The root key file %s is missing, but an intermediate signed by it is there."
						.formatted(this.files.locate(ROOT)),
					"Restore the root from a backup, or move the intermediate away to start a new root"
							+ " that every workload has to be told of.");
		}
		KeyPair keys = newKeys();
		X509Certificate certificate = this.profile.root(this.domain, keys, this.clock.instant(),
				this.settings.authority().rootTtl());
		return keep(ROOT, new Signer(keys.getPrivate(), certificate));
	}

	private Signer makeIntermediate() {
		Instant now = this.clock.instant();
		KeyPair keys = newKeys();
		X509Certificate certificate = this.profile.intermediate(this.domain, keys.getPublic(), this.root, now,
				intermediateEnd(now));
		return keep(INTERMEDIATE, new Signer(keys.getPrivate(), certificate));
	}

	private Signer keep(String name, Signer signer) {
		this.files.save(name, signer);
		logger.info("event=authority-created file={} serial={} notAfter={}", name,
				signer.certificate().getSerialNumber().toString(16), notAfter(signer));
		return signer;
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

	private void requireRoomForLeaves(String name, Duration ttl) {
		Duration least = this.settings.svidTtl().multipliedBy(LIFE_FRACTION);
		if (ttl.compareTo(least) < 0) {
			throw new AuthorityUnusableException(
					"cosymesh.ca.authority.%s is %s, less than six times cosymesh.ca.svid-ttl (%s).".formatted(name,
							ttl, this.settings.svidTtl()),
					"Raise it to %s or more, or lower svid-ttl.".formatted(least));
		}
	}

	private static Instant notAfter(Signer signer) {
		return signer.certificate().getNotAfter().toInstant();
	}

	private static Instant earliest(Instant first, Instant... others) {
		Instant earliest = first;
		for (Instant other : others) {
			earliest = other.isBefore(earliest) ? other : earliest;
		}
		return earliest;
	}

	private static Duration shortest(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longest(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
