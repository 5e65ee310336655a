package io.cosymesh.ca.issuance;

import java.util.UUID;

import io.cosymesh.ca.attestation.Attestation;

/**
 * The SVIDs that descend by renewal from one attestation.
 *
 * @param id which one
 * @param attestation how it began
 */
record Lineage(UUID id, Attestation attestation) {
}
