package io.cosymesh.ca.authority.lifecycle;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.cosymesh.ca.authority.CertificateProfile;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.authority.IssuerStanding;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.LeafRequest;
import io.cosymesh.ca.authority.Signer;
import io.cosymesh.identity.bundle.Distrust;

/**
 * Signs with the active intermediate of the CA's own. Roots sign intermediates only.
 */
final class BuiltInAuthority implements IssuingAuthority {

	private static final Duration RETRY = Duration.ofSeconds(2);

	private static final int ATTEMPTS = 3;

	private final Authorities authorities;

	private final UsageLeases leases;

	private final Duration maxTtl;

	private final InstantSource clock;

	private final CertificateProfile profile;

	BuiltInAuthority(Authorities authorities, Duration maxTtl, InstantSource clock, SecureRandom random) {
		this.authorities = authorities;
		this.leases = new UsageLeases(authorities, authorities.waits().skew());
		this.maxTtl = maxTtl;
		this.clock = clock;
		this.profile = new CertificateProfile(random);
	}

	@Override
	public Duration maxTtl() {
		return this.maxTtl;
	}

	@Override
	public List<X509Certificate> issue(LeafRequest request) {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			Instant now = this.clock.instant();
			SigningAuthority issuer = this.authorities.signing(AuthorityKind.INTERMEDIATE)
				.filter((signing) -> !signing.authority().isExpired(now))
				.orElseThrow(() -> unavailable("The signing certificates have expired"));
			Instant notAfter = earliest(now.plus(shorter(request.ttl(), this.maxTtl)), issuer.authority().notAfter());
			if (this.leases.cover(issuer.authority().id(), notAfter)) {
				return sign(request, issuer, now, notAfter);
			}
			// Another replica has activated another one.
			this.authorities.refresh();
		}
		throw unavailable("The signing certificates are changing");
	}

	@Override
	public Set<X509Certificate> roots() {
		return this.authorities.set().roots();
	}

	@Override
	public Distrust distrust() {
		return this.authorities.set().distrust();
	}

	@Override
	public Optional<X509Certificate> signingCertificate() {
		return this.authorities.signing(AuthorityKind.INTERMEDIATE)
			.flatMap((signing) -> signing.authority().certificate());
	}

	@Override
	public IssuerStanding standing() {
		Optional<Authority> active = this.authorities.set().in(AuthorityState.ACTIVE, AuthorityKind.INTERMEDIATE);
		String expiry = active.map((authority) -> authority.notAfter().toString()).orElse("-");
		boolean able = active.filter((authority) -> !authority.isExpired(this.clock.instant())).isPresent();
		Map<String, String> details = new HashMap<>(Map.of("issuer", "built-in", "expiresAt", expiry));
		if (!able) {
			details.put("reason", "The signing certificates have expired. If the clock is right, restart with "
					+ "cosymesh.ca.authority.replace-expired-root=true (docs/authorities.md).");
		}
		return new IssuerStanding(able, details);
	}

	@Override
	public void refresh() {
		this.authorities.refresh();
	}

	@Override
	public void onChange(Runnable listener) {
		this.authorities.onChange(listener);
	}

	private List<X509Certificate> sign(LeafRequest request, SigningAuthority issuer, Instant now, Instant notAfter) {
		X509Certificate certificate = issuer.authority().certificate().orElseThrow();
		Signer signer = new Signer(issuer.key(), certificate);
		return List.of(this.profile.leaf(request.id(), request.publicKey(), signer, now, notAfter), certificate);
	}

	private static IssuerUnavailableException unavailable(String message) {
		return new IssuerUnavailableException(message, RETRY, null);
	}

	private static Instant earliest(Instant one, Instant other) {
		return other.isBefore(one) ? other : one;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
