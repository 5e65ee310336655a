/**
 * The client's side of a call: one HTTP client per peer that talks to that peer's SPIFFE
 * ID and nobody else. What is called must not enter.
 */
@NullMarked
package io.cosymesh.mesh.client;

import org.jspecify.annotations.NullMarked;
