/**
 * What travels in both contracts. Wire types and their bytes only: no logic, no service's
 * code.
 */
@NullMarked
package io.cosymesh.contracts;

import org.jspecify.annotations.NullMarked;
