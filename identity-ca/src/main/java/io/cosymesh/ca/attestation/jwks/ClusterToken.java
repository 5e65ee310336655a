package io.cosymesh.ca.attestation.jwks;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.attestation.serviceaccount.ServiceAccountPod;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * A ServiceAccount token whose signature is right.
 *
 * @param claims its claims
 */
record ClusterToken(JWTClaimsSet claims) {

	// Nobody here hears of a deleted pod, so tokens must run out soon.
	private static final Duration LONGEST_LIFE = Duration.ofHours(1);

	void requireAudience(String audience) {
		if (!this.claims.getAudience().equals(List.of(audience))) {
			throw RefusedException.of(Refusal.TOKEN_AUDIENCE, "The token is not for this CA alone.");
		}
	}

	void requireFresh(Instant now, Duration skew) {
		Instant issuedAt = instant(this.claims.getIssueTime());
		Instant expiry = instant(this.claims.getExpirationTime());
		if (!now.isBefore(expiry.plus(skew))) {
			throw RefusedException.of(Refusal.TOKEN_EXPIRED, "The token has expired.");
		}
		Date notBefore = this.claims.getNotBeforeTime();
		if (issuedAt.isAfter(now.plus(skew)) || (notBefore != null && notBefore.toInstant().isAfter(now.plus(skew)))) {
			throw RefusedException.of(Refusal.TOKEN_NOT_YET_VALID, "The token is not valid yet.");
		}
		// Both times are of one clock, so no skew comes between them.
		if (expiry.isAfter(issuedAt.plus(LONGEST_LIFE))) {
			throw RefusedException.of(Refusal.TOKEN_LIFETIME, "The token lives longer than an hour.");
		}
	}

	/** Takes the pod from the claims that the cluster alone writes. */
	ServiceAccountPod pod() {
		Map<String, Object> cluster = object(this.claims.getClaim("kubernetes.io"));
		Map<String, Object> account = object(cluster.get("serviceaccount"));
		Map<String, Object> pod = (cluster.get("pod") != null) ? object(cluster.get("pod")) : Map.of();
		String subject = "system:serviceaccount:%s:%s".formatted(text(cluster.get("namespace")),
				text(account.get("name")));
		text(account.get("uid"));
		if (!subject.equals(this.claims.getSubject())) {
			throw malformed();
		}
		return ServiceAccountPod.of(subject, (pod.get("name") instanceof String name) ? name : null,
				(pod.get("uid") instanceof String uid) ? uid : null);
	}

	static ClusterToken of(SignedJWT jwt) {
		try {
			return new ClusterToken(jwt.getJWTClaimsSet());
		}
		catch (ParseException ex) {
			throw malformed();
		}
	}

	static RefusedException malformed() {
		return RefusedException.of(Refusal.TOKEN_MALFORMED, "The token cannot be read or lacks a claim.");
	}

	private static Instant instant(@Nullable Date date) {
		if (date == null) {
			throw malformed();
		}
		return date.toInstant();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> object(@Nullable Object value) {
		if (!(value instanceof Map<?, ?>)) {
			throw malformed();
		}
		return (Map<String, Object>) value;
	}

	private static String text(@Nullable Object value) {
		if (!(value instanceof String text) || text.isEmpty()) {
			throw malformed();
		}
		return text;
	}

}
