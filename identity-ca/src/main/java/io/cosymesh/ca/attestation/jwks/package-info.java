/**
 * Proves a name by a ServiceAccount token and the keys that its cluster publishes. What
 * only the API server knows, such as deleted pods, is not known here.
 */
@NullMarked
package io.cosymesh.ca.attestation.jwks;

import org.jspecify.annotations.NullMarked;
