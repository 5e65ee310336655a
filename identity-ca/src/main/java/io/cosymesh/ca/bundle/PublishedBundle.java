package io.cosymesh.ca.bundle;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * The trust bundle that workloads are given.
 *
 * @param current the bundle, the same for as long as the process runs
 */
public record PublishedBundle(TrustBundle current) {
}
