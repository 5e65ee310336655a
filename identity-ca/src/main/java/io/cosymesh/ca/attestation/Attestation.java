package io.cosymesh.ca.attestation;

import io.cosymesh.identity.WorkloadName;

/**
 * A proved name.
 *
 * @param workload who it is
 * @param attestor name of the attestor that proved it
 * @param instance what it was proved by, such as the thumbprint of a key; one instance
 * has one lineage of SVIDs
 */
public record Attestation(WorkloadName workload, String attestor, String instance) {
}
