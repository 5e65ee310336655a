package io.cosymesh.ca.attestation.kubernetes;

import io.cosymesh.ca.attestation.serviceaccount.ServiceAccountPod;

/**
 * A token that the API server accepted.
 *
 * @param pod whose it is
 * @param node where the pod runs, for the log
 */
record ReviewedToken(ServiceAccountPod pod, String node) {
}
