package io.cosymesh.mesh.audit;

import java.time.Instant;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.mesh.audit.DecidedRequest.Correlation;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.Decision.Reason;
import io.cosymesh.mesh.policy.PolicyMode;
import io.cosymesh.mesh.policy.PolicyRequest;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * Decisions as a policy might have made them.
 */
final class Decided {

	static final String BACKEND = "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api";

	private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

	private Decided() {
	}

	static DecidedRequest allowed(String caller) {
		return decided(new Decision.Allowed(request(caller, "/v1/synthesize"), "synthesize", "POST /v1/synthesize",
				PolicyMode.ENFORCE));
	}

	static DecidedRequest wouldDeny(String path) {
		return decided(
				new Decision.WouldDeny(request(BACKEND, path), "trial", "POST /v1/**", Reason.CALLER_NOT_ALLOWED));
	}

	static DecidedRequest denied(String path) {
		return decided(Decision.Denied.outright(request(BACKEND, path), Reason.NO_RULE));
	}

	static DecidedRequest anonymous() {
		return new DecidedRequest(NOON, null,
				new Decision.Allowed(request(null, "/v1/svid"), "attest", "POST /v1/svid", PolicyMode.ENFORCE),
				new Correlation(null, null));
	}

	private static DecidedRequest decided(Decision decision) {
		return new DecidedRequest(NOON, "0a1b", decision,
				new Correlation("4bf92f3577b34da6a3ce929d0e0e4736", "request-1"));
	}

	private static PolicyRequest request(String caller, String path) {
		return new PolicyRequest((caller != null) ? SpiffeId.parse(caller) : null, HttpMethod.POST,
				PathContainer.parsePath(path));
	}

}
