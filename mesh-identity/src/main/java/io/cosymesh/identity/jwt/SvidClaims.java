package io.cosymesh.identity.jwt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.cosymesh.identity.StrictSpiffeId;

/**
 * The claims of a JWT-SVID that mean something here; others are passed over.
 *
 * @param subject the SPIFFE ID of a workload
 * @param audience at least one
 * @param expiresAt exp
 * @param issuedAt iat, or {@code null}
 * @param notBefore nbf, or {@code null}
 */
record SvidClaims(SpiffeId subject, List<String> audience, Instant expiresAt, @Nullable Instant issuedAt,
		@Nullable Instant notBefore) {

	private static final double END_OF_TIME = 253_402_300_799L;

	SvidClaims {
		audience = List.copyOf(audience);
	}

	static SvidClaims of(ObjectNode claims) throws JwtSvidRefusedException {
		SpiffeId subject = subject(claims.path("sub"));
		List<String> audience = audience(claims.path("aud"));
		@Nullable Instant expiresAt = time(claims.path("exp"));
		if (expiresAt == null) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.NO_EXPIRY, "there is no exp");
		}
		return new SvidClaims(subject, audience, expiresAt, time(claims.path("iat")), time(claims.path("nbf")));
	}

	private static SpiffeId subject(JsonNode subject) throws JwtSvidRefusedException {
		try {
			SpiffeId id = StrictSpiffeId.parse(subject.isString() ? subject.stringValue() : "");
			if (!id.getPath().isEmpty()) {
				return id;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, without what a stranger wrote.
		}
		throw new JwtSvidRefusedException(JwtSvidRefusal.INVALID_SUBJECT,
				"sub must be the canonical SPIFFE ID of a workload");
	}

	private static List<String> audience(JsonNode audience) throws JwtSvidRefusedException {
		List<String> values = new ArrayList<>();
		if (audience.isString()) {
			values.add(audience.stringValue());
		}
		else if (audience instanceof ArrayNode several) {
			for (JsonNode each : several) {
				if (!each.isString()) {
					throw new JwtSvidRefusedException(JwtSvidRefusal.MALFORMED_TOKEN,
							"aud holds something else than texts");
				}
				values.add(each.stringValue());
			}
		}
		if (values.isEmpty() || values.contains("")) {
			throw new JwtSvidRefusedException(JwtSvidRefusal.NO_AUDIENCE, "aud must name at least one audience");
		}
		return values;
	}

	private static @Nullable Instant time(JsonNode time) throws JwtSvidRefusedException {
		if (time.isMissingNode() || time.isNull()) {
			return null;
		}
		if (time.isIntegralNumber() && time.canConvertToLong() && isSane((double) time.longValue())) {
			return Instant.ofEpochSecond(time.longValue());
		}
		if (time.isFloatingPointNumber() && isSane(time.doubleValue())) {
			return Instant.ofEpochSecond((long) time.doubleValue());
		}
		throw new JwtSvidRefusedException(JwtSvidRefusal.MALFORMED_TOKEN, "a time is not a number of seconds");
	}

	private static boolean isSane(double seconds) {
		return seconds >= 0 && seconds <= END_OF_TIME;
	}

}
