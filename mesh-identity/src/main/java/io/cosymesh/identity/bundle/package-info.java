/**
 * Trust bundles and their SPIFFE JWKS form. No judgement of leaf certificates.
 */
@NullMarked
package io.cosymesh.identity.bundle;

import org.jspecify.annotations.NullMarked;
