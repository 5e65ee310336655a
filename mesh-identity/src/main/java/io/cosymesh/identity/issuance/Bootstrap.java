package io.cosymesh.identity.issuance;

import io.cosymesh.identity.bundle.TrustBundleFile;

/**
 * What a workload starts from when it has no valid SVID.
 *
 * @param trustBundle the only authorities it trusts then
 * @param document what it shows the CA
 */
public record Bootstrap(TrustBundleFile trustBundle, AttestationDocument document) {
}
