package io.cosymesh.ca.attestation.kubernetes;

import java.util.Optional;

import io.cosymesh.ca.attestation.serviceaccount.ServedNamespaces;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * The namespaces that are in the mesh, as far as the CA's settings and their labels say.
 *
 * @param served what the settings say
 * @param labelled what the labels say, where they matter
 */
record JoinedNamespaces(ServedNamespaces served, Optional<LabelledNamespaces> labelled) {

	/**
	 * Refuses who is of elsewhere.
	 * @param namespace a confirmed namespace
	 * @throws RefusedException if it isn't in the mesh, or while nobody can tell
	 */
	void require(String namespace) {
		this.served.require(namespace);
		this.labelled.ifPresent((labels) -> labels.require(namespace));
	}

}
