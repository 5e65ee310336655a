/**
 * Puts the trust bundle where the pods of a cluster mount it. What is in it is decided
 * elsewhere.
 */
@NullMarked
package io.cosymesh.ca.bundle.configmap;

import org.jspecify.annotations.NullMarked;
