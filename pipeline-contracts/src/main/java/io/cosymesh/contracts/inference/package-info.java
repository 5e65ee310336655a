/**
 * What inference-engine offers to backend-api.
 */
@NullMarked
package io.cosymesh.contracts.inference;

import org.jspecify.annotations.NullMarked;
