package io.cosymesh.identity.issuance;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/jwt-svid}.
 *
 * @param audience whom the JWT-SVID is shown to, at least one
 * @param ttlSeconds the lifetime wished for, or {@code null} for the CA's default; the CA
 * caps it
 */
public record JwtSvidRequest(List<String> audience, @Nullable Long ttlSeconds) {

	public JwtSvidRequest {
		audience = List.copyOf(audience);
		if (audience.isEmpty()) {
			throw new IllegalArgumentException("A JWT-SVID is for at least one audience");
		}
	}

}
