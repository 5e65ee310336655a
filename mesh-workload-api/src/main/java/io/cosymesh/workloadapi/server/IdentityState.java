package io.cosymesh.workloadapi.server;

import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * What there is to tell about the workload's identity at one moment.
 */
sealed interface IdentityState {

	/**
	 * There is no SVID yet, or only one that has expired, and asking again may help.
	 *
	 * @param reason why
	 */
	record Missing(String reason) implements IdentityState {
	}

	/**
	 * The CA says that the workload has no identity, or has it no longer.
	 *
	 * @param reason the CA's words
	 */
	record Withdrawn(String reason) implements IdentityState {
	}

	/**
	 * The workload is who the snapshot says.
	 *
	 * @param snapshot the SVID and the bundles
	 */
	record Valid(SvidSnapshot snapshot) implements IdentityState {
	}

}
