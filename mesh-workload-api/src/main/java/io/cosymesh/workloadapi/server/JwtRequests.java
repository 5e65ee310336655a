package io.cosymesh.workloadapi.server;

import java.util.List;

import io.grpc.StatusRuntimeException;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDResponse;

import io.cosymesh.identity.StrictSpiffeId;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.jwt.JwtSvidIssuer;
import io.cosymesh.identity.jwt.JwtSvidRefusedException;
import io.cosymesh.identity.jwt.JwtSvidVerifier;

/**
 * Answers to single questions about JWT-SVIDs: one of the workload's own, or whether
 * another's is good.
 */
final class JwtRequests {

	private static final int MAX_AUDIENCES = 16;

	private static final int MAX_AUDIENCE_CHARACTERS = 2048;

	private final ServedIdentity identity;

	private final JwtSvidCache svids;

	private final JwtSvidVerifier verifier;

	private final JwtAnswers answers;

	JwtRequests(ServedIdentity identity, JwtSvidIssuer issuer, JwtAnswers answers) {
		this.identity = identity;
		this.svids = new JwtSvidCache(issuer, identity.clock());
		this.verifier = new JwtSvidVerifier(identity.source(), identity.clock());
		this.answers = answers;
		identity.onChange((change) -> this.svids.clear());
	}

	JWTSVIDResponse fetch(JWTSVIDRequest request) throws StatusRuntimeException {
		List<String> audience = audience(request);
		requireOwnId(request.getSpiffeId());
		requireIdentity();
		try {
			return this.answers.svid(this.svids.get(audience));
		}
		catch (IssuanceException ex) {
			String reason = "There is no JWT-SVID to hand out: " + ex.getMessage();
			throw ex.retryable() ? Refusals.unavailable(reason) : Refusals.denied(reason);
		}
	}

	ValidateJWTSVIDResponse validate(ValidateJWTSVIDRequest request) throws StatusRuntimeException {
		if (request.getAudience().isEmpty() || request.getSvid().isEmpty()) {
			throw Refusals.invalid("A JWT-SVID is validated with both 'audience' and 'svid'");
		}
		requireIdentity();
		try {
			return this.answers.verified(this.verifier.verify(request.getSvid(), request.getAudience()));
		}
		catch (JwtSvidRefusedException ex) {
			throw Refusals.invalid("The JWT-SVID is not valid: " + ex.getMessage());
		}
	}

	private static List<String> audience(JWTSVIDRequest request) {
		List<String> audience = request.getAudienceList().stream().distinct().toList();
		if (audience.isEmpty() || audience.size() > MAX_AUDIENCES
				|| audience.stream().anyMatch((each) -> each.isBlank() || each.length() > MAX_AUDIENCE_CHARACTERS)) {
			throw Refusals.invalid("'audience' has 1 to %d entries of 1 to %d characters, none of them blank"
				.formatted(MAX_AUDIENCES, MAX_AUDIENCE_CHARACTERS));
		}
		return audience;
	}

	private void requireOwnId(String spiffeId) {
		if (spiffeId.isEmpty()) {
			return;
		}
		try {
			if (!StrictSpiffeId.parse(spiffeId).equals(this.identity.self())) {
				throw Refusals.denied("This Workload API serves %s only".formatted(this.identity.self()));
			}
		}
		catch (IllegalArgumentException ex) {
			throw Refusals.invalid("'spiffe_id' is not a SPIFFE ID");
		}
	}

	private void requireIdentity() {
		switch (this.identity.state()) {
			case IdentityState.Valid _ -> {
			}
			case IdentityState.Missing missing -> throw Refusals.missing(missing);
			case IdentityState.Withdrawn withdrawn -> throw Refusals.withdrawn(withdrawn);
		}
	}

}
