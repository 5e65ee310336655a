/**
 * An issuer that is the PKI secrets engine of a HashiCorp Vault. No certificate leaves
 * that was not checked against what was asked for.
 */
@NullMarked
package io.cosymesh.ca.authority.vault;

import org.jspecify.annotations.NullMarked;
