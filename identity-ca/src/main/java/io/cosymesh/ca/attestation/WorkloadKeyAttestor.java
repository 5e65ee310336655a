package io.cosymesh.ca.attestation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * Proves a name by a JWT signed with a private key whose public half is registered for
 * the service account.
 */
final class WorkloadKeyAttestor implements Attestor {

	static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

	private final WorkloadName self;

	private final WorkloadKeys keys;

	private final UsedDocuments used;

	private final InstantSource clock;

	private final Duration clockSkew;

	WorkloadKeyAttestor(WorkloadName self, WorkloadKeys keys, UsedDocuments used, InstantSource clock,
			Duration clockSkew) {
		this.self = self;
		this.keys = keys;
		this.used = used;
		this.clock = clock;
		this.clockSkew = clockSkew;
	}

	@Override
	public String name() {
		return AttestorName.WORKLOAD_KEY.text();
	}

	@Override
	public DocumentKind kind() {
		return DocumentKind.WORKLOAD_JWT;
	}

	@Override
	public Attestation attest(BearerDocument document) {
		WorkloadJwt jwt = WorkloadJwt.parse(document);
		WorkloadName claimed = jwt.workload();
		try {
			RegisteredKey key = this.keys.ring(claimed).signerOf(jwt);
			requireAudience(jwt);
			requireFresh(jwt);
			this.used.use(claimed, jwt.id(), jwt.expiry().plus(this.clockSkew));
			return new Attestation(claimed, name(), key.thumbprint());
		}
		catch (RefusedException ex) {
			throw ex.claiming(claimed);
		}
	}

	@Override
	public void requireStanding(Attestation attestation) {
		if (!this.keys.ring(attestation.workload()).contains(attestation.instance())) {
			throw RefusedException.of(Refusal.REGISTRATION_WITHDRAWN,
					"The key this workload was attested by is no longer registered.");
		}
	}

	private void requireAudience(WorkloadJwt jwt) {
		if (!jwt.audience().equals(List.of(this.self.toString()))) {
			throw RefusedException.of(Refusal.TOKEN_AUDIENCE, "The JWT is not for this CA alone.");
		}
	}

	private void requireFresh(WorkloadJwt jwt) {
		Instant now = this.clock.instant();
		if (!now.isBefore(jwt.expiry().plus(this.clockSkew))) {
			throw RefusedException.of(Refusal.TOKEN_EXPIRED, "The JWT has expired.");
		}
		if (jwt.issuedAt().isAfter(now.plus(this.clockSkew))) {
			throw RefusedException.of(Refusal.TOKEN_NOT_YET_VALID, "The JWT was issued in the future.");
		}
		// Both times are of one clock, so no skew comes between them.
		if (jwt.expiry().isAfter(jwt.issuedAt().plus(LONGEST_LIFE))) {
			throw RefusedException.of(Refusal.TOKEN_LIFETIME, "The JWT lives longer than 60 seconds.");
		}
	}

}
