package io.cosymesh.identity.jwt;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.JWSVerifier;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;

/**
 * Decides whether a token that somebody shows is a good JWT-SVID (J-1 to J-4): of the
 * profile, signed by a JWT key in the bundle of the subject's own trust domain, meant for
 * this audience, and in time. Bundles are asked for anew each time.
 */
public final class JwtSvidVerifier {

	private static final Duration DEFAULT_LEEWAY = Duration.ofSeconds(10);

	private static final int MAX_KEYS_TRIED = 16;

	private final TrustBundleSource bundles;

	private final InstantSource clock;

	private final Duration leeway;

	/**
	 * Creates a verifier that bears clocks ten seconds apart.
	 * @param bundles the authorities, live
	 * @param clock tells whether a token is in time
	 */
	public JwtSvidVerifier(TrustBundleSource bundles, InstantSource clock) {
		this(bundles, clock, DEFAULT_LEEWAY);
	}

	/**
	 * Creates a verifier.
	 * @param bundles the authorities, live
	 * @param clock tells whether a token is in time
	 * @param leeway how far the issuer's clock may be from this one
	 */
	public JwtSvidVerifier(TrustBundleSource bundles, InstantSource clock, Duration leeway) {
		if (leeway.isNegative()) {
			throw new IllegalArgumentException("The leeway must not be negative");
		}
		this.bundles = bundles;
		this.clock = clock;
		this.leeway = leeway;
	}

	/**
	 * Verifies a token.
	 * @param token the compact serialization
	 * @param audience what the token must be meant for
	 * @return the JWT-SVID
	 * @throws JwtSvidRefusedException when the token is not to be trusted
	 */
	public JwtSvid verify(String token, String audience) throws JwtSvidRefusedException {
		if (audience.isEmpty()) {
			throw new IllegalArgumentException("A JWT-SVID is verified for an audience");
		}
		CompactToken parsed = CompactToken.parse(token);
		requireSignature(parsed);
		SvidClaims claims = parsed.claims();
		if (!claims.audience().contains(audience)) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.WRONG_AUDIENCE, "the token is for another audience");
		}
		requireInTime(claims, this.clock.instant());
		return parsed.toSvid("");
	}

	private void requireSignature(CompactToken token) throws JwtSvidRefusedException {
		TrustBundle bundle = this.bundles.bundleOf(token.claims().subject().getTrustDomain())
			.orElseThrow(() -> new JwtSvidRefusedException(JwtSvidRefusal.UNKNOWN_TRUST_DOMAIN,
					"there is no bundle for the subject's trust domain"));
		Collection<PublicKey> candidates = candidates(bundle.jwtAuthorities(), token.keyId());
		if (candidates.isEmpty()) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.UNKNOWN_KEY,
					"the subject's trust domain has no such JWT key");
		}
		List<JWSVerifier> suitable = candidates.stream()
			.map((key) -> SignatureKeys.verifier(token.algorithm(), key))
			.flatMap(Optional::stream)
			.limit(MAX_KEYS_TRIED)
			.toList();
		if (suitable.isEmpty()) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.UNSUITABLE_KEY,
					"the key doesn't fit the algorithm of the token");
		}
		if (suitable.stream().noneMatch(token::isSignedWith)) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.INVALID_SIGNATURE, "the signature is not of the key");
		}
	}

	// A token need not name its key; then any of its own trust domain may have signed it.
	private static Collection<PublicKey> candidates(Map<String, PublicKey> authorities, @Nullable String keyId) {
		if (keyId == null) {
			return authorities.values();
		}
		PublicKey named = authorities.get(keyId);
		return (named != null) ? List.of(named) : List.of();
	}

	private void requireInTime(SvidClaims claims, Instant now) throws JwtSvidRefusedException {
		if (!now.isBefore(claims.expiresAt().plus(this.leeway))) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.EXPIRED, "the token has expired");
		}
		Instant latest = now.plus(this.leeway);
		if (isAfter(claims.notBefore(), latest) || isAfter(claims.issuedAt(), latest)) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.NOT_YET_VALID, "the token is not valid yet");
		}
	}

	private static boolean isAfter(@Nullable Instant time, Instant latest) {
		return time != null && time.isAfter(latest);
	}

}
