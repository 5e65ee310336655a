package io.cosymesh.ca.attestation;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.StrictSpiffeId;
import io.cosymesh.identity.WorkloadName;

/**
 * A workload's JWT, well-formed but believed only after {@link #isSignedBy}.
 */
final class WorkloadJwt {

	private static final int LONGEST_ID = 128;

	private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");

	private final SignedJWT jwt;

	private final WorkloadName workload;

	private final List<String> audience;

	private final Instant issuedAt;

	private final Instant expiry;

	private final String id;

	private WorkloadJwt(SignedJWT jwt, JWTClaimsSet claims) throws ParseException {
		this.jwt = jwt;
		SpiffeId subject = StrictSpiffeId.parse(required("sub", claims.getSubject()));
		this.workload = WorkloadName.of(subject);
		this.audience = List.copyOf(claims.getAudience());
		this.issuedAt = instant("iat", claims.getIssueTime());
		this.expiry = instant("exp", claims.getExpirationTime());
		this.id = required("jti", claims.getJWTID());
		if (this.id.isEmpty() || this.id.length() > LONGEST_ID) {
			throw new ParseException("jti", 0);
		}
		if (!HEADERS.containsAll(jwt.getHeader().getIncludedParams())) {
			throw new ParseException("header", 0);
		}
	}

	static WorkloadJwt parse(BearerDocument document) {
		UnverifiedJwt.require(document);
		try {
			SignedJWT jwt = SignedJWT.parse(document.value());
			return new WorkloadJwt(jwt, jwt.getJWTClaimsSet());
		}
		catch (ParseException | IllegalArgumentException ex) {
			throw RefusedException.of(Refusal.TOKEN_MALFORMED, "The JWT cannot be read or lacks a claim.");
		}
	}

	boolean claimsAlgorithm(RegisteredKey.Algorithm algorithm) {
		return this.jwt.getHeader().getAlgorithm().getName().equals(algorithm.jwsName());
	}

	// The key decides the algorithm; what the header says must merely agree.
	boolean isSignedBy(RegisteredKey key) {
		return claimsAlgorithm(key.algorithm()) && verifies(key);
	}

	WorkloadName workload() {
		return this.workload;
	}

	List<String> audience() {
		return this.audience;
	}

	Instant issuedAt() {
		return this.issuedAt;
	}

	Instant expiry() {
		return this.expiry;
	}

	String id() {
		return this.id;
	}

	@Override
	public String toString() {
		return "WorkloadJwt[******]";
	}

	private boolean verifies(RegisteredKey key) {
		try {
			Signature signature = Signature.getInstance(key.algorithm().jcaName());
			signature.initVerify(key.key());
			signature.update(this.jwt.getSigningInput());
			return signature.verify(this.jwt.getSignature().decode());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private static Instant instant(String claim, @Nullable Date date) throws ParseException {
		return required(claim, date).toInstant();
	}

	private static <T> T required(String claim, @Nullable T value) throws ParseException {
		if (value == null) {
			throw new ParseException(claim, 0);
		}
		return value;
	}

}
