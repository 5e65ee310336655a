/**
 * Opens the CA's issuance to the benchmarks. Nothing that measures may enter.
 */
@NullMarked
package io.cosymesh.ca.issuance;

import org.jspecify.annotations.NullMarked;
