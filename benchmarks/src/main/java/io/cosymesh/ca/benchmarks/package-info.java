/**
 * Measures the CA's overhead in processor time, beside the signature operations that it
 * can't do without.
 */
@NullMarked
package io.cosymesh.ca.benchmarks;

import org.jspecify.annotations.NullMarked;
