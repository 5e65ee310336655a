package io.cosymesh.identity.jwt;

import java.time.Instant;
import java.util.List;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

/**
 * A JWT-SVID: a token that proves a SPIFFE ID to the audiences it names, for as long as
 * it lasts, whoever shows it.
 *
 * @param token the compact serialization, a secret until it expires
 * @param subject the SPIFFE ID that it proves
 * @param audience whom it is meant for, at least one
 * @param expiresAt when it expires
 * @param issuedAt when it was issued, or {@code null} when it doesn't say
 * @param hint what the issuer says it is good for, empty when it says nothing
 */
public record JwtSvid(String token, SpiffeId subject, List<String> audience, Instant expiresAt,
		@Nullable Instant issuedAt, String hint) {

	public JwtSvid {
		audience = List.copyOf(audience);
	}

	/**
	 * Reads a JWT-SVID as its issuer handed it over a verified connection: everything but
	 * the signature and the time is checked. A token that a peer shows goes through
	 * {@link JwtSvidVerifier}.
	 * @param token the compact serialization
	 * @param hint what the issuer says it is good for, or empty
	 * @return the JWT-SVID
	 * @throws JwtSvidRefusedException when the token isn't of the profile
	 */
	public static JwtSvid fromIssuer(String token, String hint) throws JwtSvidRefusedException {
		return CompactToken.parse(token).toSvid(hint);
	}

	@Override
	public String toString() {
		return "JwtSvid[subject=%s, audience=%d, expiresAt=%s, token=******]".formatted(this.subject,
				this.audience.size(), this.expiresAt);
	}

}
