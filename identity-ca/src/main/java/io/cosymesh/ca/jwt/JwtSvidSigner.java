package io.cosymesh.ca.jwt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import io.spiffe.spiffeid.SpiffeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.authority.JwtSigningKey;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Makes JWT-SVIDs (JWT-SVID §2 and §3): ES256, no header but alg, kid and typ, and no
 * token that outlives its key.
 */
final class JwtSvidSigner {

	private static final Logger logger = LoggerFactory.getLogger(JwtSvidSigner.class);

	private static final Duration RELIEF = Duration.ofSeconds(5);

	private final JwtAuthority authority;

	private final JwtSettings settings;

	private final InstantSource clock;

	JwtSvidSigner(JwtAuthority authority, JwtSettings settings, InstantSource clock) {
		this.authority = authority;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Signs a token.
	 * @param subject whose name it proves
	 * @param order whom it is for and how long it lives at most
	 * @return the token
	 * @throws RefusedException if there is no key to sign it with
	 */
	SignedJwtSvid sign(SpiffeId subject, JwtSvidOrder order) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Instant wished = now.plus(order.ttl());
		JwtSigningKey key = key(wished);
		Instant end = key.notAfter().truncatedTo(ChronoUnit.SECONDS);
		Instant expiry = wished.isBefore(end) ? wished : end;
		String id = UUID.randomUUID().toString();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("sub", subject.toString());
		claims.put("aud", order.audience());
		claims.put("iat", now.getEpochSecond());
		claims.put("exp", expiry.getEpochSecond());
		claims.put("jti", id);
		if (this.settings.issuer() != null) {
			claims.put("iss", this.settings.issuer());
		}
		return new SignedJwtSvid(serialize(key, claims), id, key.keyId(), expiry);
	}

	private JwtSigningKey key(Instant expiry) {
		try {
			return this.authority.signingKey(expiry);
		}
		catch (IllegalStateException ex) {
			logger.error("event=jwt-key-unavailable detail=\"{}\"", ex.getMessage());
			throw RefusedException.of(Refusal.JWT_KEY_UNAVAILABLE, "There is no key to sign with.").retryAfter(RELIEF);
		}
	}

	private static String serialize(JwtSigningKey key, Map<String, Object> claims) {
		JWSObject token = new JWSObject(
				new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.keyId()).build(),
				new Payload(claims));
		try {
			token.sign(new ECDSASigner(key.key(), Curve.P_256));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A JWT authority holds P-256 keys", ex);
		}
	}

}
