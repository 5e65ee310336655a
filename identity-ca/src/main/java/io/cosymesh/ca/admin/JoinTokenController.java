package io.cosymesh.ca.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.ca.attestation.IssuedJoinToken;
import io.cosymesh.ca.attestation.JoinTokens;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.peer.MeshPeer;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Gives out join tokens; the policy lets only operators in.
 */
@RestController
class JoinTokenController {

	private static final Logger logger = LoggerFactory.getLogger(JoinTokenController.class);

	private static final Duration DEFAULT_TTL = Duration.ofMinutes(10);

	private static final Duration LONGEST_TTL = Duration.ofHours(24);

	private final AdminNames names;

	private final JoinTokens tokens;

	JoinTokenController(WorkloadName self, JoinTokens tokens) {
		this.names = new AdminNames(self);
		this.tokens = tokens;
	}

	@PostMapping("/v1/admin/join-tokens")
	@ResponseStatus(HttpStatus.CREATED)
	Issued issue(@RequestBody Wanted wanted, @AuthenticationPrincipal MeshPeer operator) {
		WorkloadName workload = workload(wanted);
		IssuedJoinToken issued = this.tokens.issue(workload, ttl(wanted.ttlSeconds()));
		logger.info("event=join-token-issued spiffeId={} expiresAt={} operator={}", workload, issued.expiry(),
				operator.id());
		return new Issued(issued.token().value(), workload.toString(), issued.expiry());
	}

	private WorkloadName workload(Wanted wanted) {
		return this.names.workload(Objects.requireNonNullElse(wanted.namespace(), this.names.self().namespace()),
				Objects.requireNonNullElse(wanted.serviceAccount(), ""));
	}

	private static Duration ttl(@Nullable Long seconds) {
		if (seconds == null) {
			return DEFAULT_TTL;
		}
		if (seconds < 1 || seconds > LONGEST_TTL.toSeconds()) {
			throw ProblemException.invalidField("ttlSeconds", "ttl-out-of-bounds",
					"Ask for 1 to %d seconds.".formatted(LONGEST_TTL.toSeconds()));
		}
		return Duration.ofSeconds(seconds);
	}

	/**
	 * What the operator wants a token for.
	 *
	 * @param serviceAccount the workload's service account
	 * @param namespace its namespace, the CA's own by default
	 * @param ttlSeconds how long the token can be used, 600 by default
	 */
	record Wanted(@Nullable String serviceAccount, @Nullable String namespace, @Nullable Long ttlSeconds) {
	}

	/**
	 * The token, told this once.
	 *
	 * @param token the secret
	 * @param spiffeId the name it proves
	 * @param expiresAt when it can no longer be used
	 */
	record Issued(String token, String spiffeId, Instant expiresAt) {

		@Override
		public String toString() {
			return "Issued[token=******, spiffeId=%s, expiresAt=%s]".formatted(this.spiffeId, this.expiresAt);
		}

	}

}
