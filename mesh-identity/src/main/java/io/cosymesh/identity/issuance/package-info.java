/**
 * Asking an identity-ca for SVIDs: the wire form, the client and the attestation
 * documents.
 */
@NullMarked
package io.cosymesh.identity.issuance;

import org.jspecify.annotations.NullMarked;
