package io.cosymesh.identity.jwt;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.issuance.IssuanceException;

/**
 * Where this workload gets JWT-SVIDs of its own from.
 */
@FunctionalInterface
public interface JwtSvidIssuer {

	/**
	 * Gets a JWT-SVID of this workload.
	 * @param audience whom it will be shown to: at least one, best exactly one
	 * @param ttl the lifetime wished for, or {@code null} for the issuer's default; the
	 * issuer caps it
	 * @return the JWT-SVID
	 * @throws IssuanceException when there is none to be had
	 */
	JwtSvid issue(List<String> audience, @Nullable Duration ttl) throws IssuanceException;

}
