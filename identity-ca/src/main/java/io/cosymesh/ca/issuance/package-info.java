/**
 * From a proved name and a CSR to an SVID. Nothing that holds a signing key may enter.
 */
@NullMarked
package io.cosymesh.ca.issuance;

import org.jspecify.annotations.NullMarked;
