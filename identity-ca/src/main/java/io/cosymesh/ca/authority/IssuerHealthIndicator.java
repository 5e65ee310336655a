package io.cosymesh.ca.authority;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Is down while the issuer can't sign.
 */
final class IssuerHealthIndicator implements HealthIndicator {

	private final IssuingAuthority authority;

	IssuerHealthIndicator(IssuingAuthority authority) {
		this.authority = authority;
	}

	@Override
	public Health health() {
		IssuerStanding standing = this.authority.standing();
		return (standing.able() ? Health.up() : Health.down()).withDetails(standing.details()).build();
	}

}
