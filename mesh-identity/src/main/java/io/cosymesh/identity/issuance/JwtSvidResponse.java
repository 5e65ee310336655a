package io.cosymesh.identity.issuance;

import java.time.Instant;
import java.util.Objects;

/**
 * Answer to {@code POST /v1/jwt-svid}.
 *
 * @param spiffeId the name that the JWT-SVID proves
 * @param token the JWT-SVID in compact form, a secret until it expires
 * @param expiresAt when it expires
 */
public record JwtSvidResponse(String spiffeId, String token, Instant expiresAt) {

	public JwtSvidResponse {
		Objects.requireNonNull(spiffeId, "spiffeId");
		Objects.requireNonNull(token, "token");
		Objects.requireNonNull(expiresAt, "expiresAt");
	}

	@Override
	public String toString() {
		return "JwtSvidResponse[spiffeId=%s, token=******, expiresAt=%s]".formatted(this.spiffeId, this.expiresAt);
	}

}
