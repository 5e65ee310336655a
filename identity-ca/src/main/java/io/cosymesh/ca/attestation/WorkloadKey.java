package io.cosymesh.ca.attestation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.WorkloadName;

/**
 * A public key of a workload, as operators see it.
 *
 * @param workload whose it is
 * @param thumbprint SHA-256 of its SubjectPublicKeyInfo, in hex
 * @param algorithm the JWS algorithm it verifies
 * @param registeredBy the operator who registered it, or {@code null} if a file of the
 * registrations directory did
 * @param registeredAt when, unknown for a file
 * @param removedAt when an operator removed it, or {@code null} while it counts
 */
public record WorkloadKey(WorkloadName workload, String thumbprint, String algorithm, @Nullable String registeredBy,
		@Nullable Instant registeredAt, @Nullable Instant removedAt) {

	/**
	 * Tells whether attestation accepts it.
	 * @return whether it is registered now
	 */
	public boolean counts() {
		return this.removedAt == null;
	}

	static WorkloadKey ofFile(WorkloadName workload, RegisteredKey key) {
		return new WorkloadKey(workload, key.thumbprint(), key.algorithm().jwsName(), null, null, null);
	}

}
