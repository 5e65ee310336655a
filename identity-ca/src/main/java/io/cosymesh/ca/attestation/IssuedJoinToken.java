package io.cosymesh.ca.attestation;

import java.time.Instant;

import io.cosymesh.identity.WorkloadName;

/**
 * A join token as its operator gets it, this once.
 *
 * @param token the secret
 * @param workload the name that it proves
 * @param expiry when it can no longer be used
 */
public record IssuedJoinToken(JoinToken token, WorkloadName workload, Instant expiry) {
}
