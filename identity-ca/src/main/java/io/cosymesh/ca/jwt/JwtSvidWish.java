package io.cosymesh.ca.jwt;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/jwt-svid} as workloads send it:
 * {@link io.cosymesh.identity.issuance.JwtSvidRequest} with anything missing.
 *
 * @param audience whom the token is shown to
 * @param ttlSeconds the lifetime wished for
 */
record JwtSvidWish(@Nullable List<@Nullable String> audience, @Nullable Long ttlSeconds) {
}
