/**
 * Proves a name by a ServiceAccount token that the Kubernetes API server judges. No
 * verdict is remembered, and no claim of a token is believed here.
 */
@NullMarked
package io.cosymesh.ca.attestation.kubernetes;

import org.jspecify.annotations.NullMarked;
