package io.cosymesh.ca.authority.lifecycle;

import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.authority.JwtSigningKey;

/**
 * Signs JWT-SVIDs with the active key of the CA's own, whoever signs X509-SVIDs.
 */
final class BuiltInJwtAuthority implements JwtAuthority {

	private static final int ATTEMPTS = 3;

	private final Authorities authorities;

	private final UsageLeases leases;

	private final InstantSource clock;

	BuiltInJwtAuthority(Authorities authorities, InstantSource clock) {
		this.authorities = authorities;
		this.leases = new UsageLeases(authorities, authorities.waits().skew());
		this.clock = clock;
	}

	@Override
	public JwtSigningKey signingKey(Instant expiry) {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			Instant now = this.clock.instant();
			SigningAuthority signing = this.authorities.signing(AuthorityKind.JWT)
				.filter((key) -> !key.authority().isExpired(now))
				.orElseThrow(() -> new IllegalStateException("The key that signs JWTs has expired"));
			Authority authority = signing.authority();
			Instant end = expiry.isBefore(authority.notAfter()) ? expiry : authority.notAfter();
			if (this.leases.cover(authority.id(), end)) {
				return new JwtSigningKey(authority.id(), signing.key(), authority.notAfter());
			}
			// Another replica has activated another one.
			this.authorities.refresh();
		}
		throw new IllegalStateException("The key that signs JWTs is changing");
	}

	@Override
	public Map<String, PublicKey> published() {
		return this.authorities.set().jwtKeys();
	}

	@Override
	public void refresh() {
		this.authorities.refresh();
	}

	@Override
	public void onChange(Runnable listener) {
		this.authorities.onChange(listener);
	}

}
