package io.cosymesh.ca.issuance;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/svid} as strangers send it:
 * {@link io.cosymesh.identity.issuance.SvidRequest} with anything missing.
 *
 * @param csr the CSR, PEM or base64 of DER
 * @param ttlSeconds the lifetime wished for, the longest by default
 */
record SvidWish(@Nullable String csr, @Nullable Long ttlSeconds) {
}
