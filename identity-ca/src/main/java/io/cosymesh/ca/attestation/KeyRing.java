package io.cosymesh.ca.attestation;

import java.util.List;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * What is known of a workload's keys at one moment.
 *
 * @param registered the keys that count
 * @param removed the keys that an operator removed
 */
record KeyRing(List<RegisteredKey> registered, List<RegisteredKey> removed) {

	KeyRing {
		registered = List.copyOf(registered);
		removed = List.copyOf(removed);
	}

	/**
	 * Finds the key that signed a JWT.
	 * @param jwt the JWT
	 * @return a key that counts
	 * @throws RefusedException if none of them signed it
	 */
	RegisteredKey signerOf(WorkloadJwt jwt) {
		return this.registered.stream().filter(jwt::isSignedBy).findFirst().orElseThrow(() -> refusal(jwt));
	}

	boolean contains(String thumbprint) {
		return this.registered.stream().anyMatch((key) -> key.thumbprint().equals(thumbprint));
	}

	private RefusedException refusal(WorkloadJwt jwt) {
		boolean none = this.registered.isEmpty();
		if (none && this.removed.isEmpty()) {
			return RefusedException.of(Refusal.UNKNOWN_WORKLOAD, "No key is registered for that service account.");
		}
		if (none || this.removed.stream().anyMatch(jwt::isSignedBy)) {
			return RefusedException.of(Refusal.REGISTRATION_WITHDRAWN, "The key of this workload was removed.");
		}
		// The key decides the algorithm; what the header says must merely agree.
		if (this.registered.stream().noneMatch((key) -> jwt.claimsAlgorithm(key.algorithm()))) {
			return RefusedException.of(Refusal.TOKEN_ALGORITHM,
					"The JWT is not signed with %s.".formatted(this.registered.getFirst().algorithm().jwsName()));
		}
		return RefusedException.of(Refusal.TOKEN_SIGNATURE, "The JWT is not signed by a registered key.");
	}

}
