/**
 * What goes wrong, said in one shape: RFC 9457 problems whose type is
 * {@code urn:cosymesh:problem:…}, with the request they belong to. No other feature of
 * the mesh may be needed here.
 */
@NullMarked
package io.cosymesh.mesh.problem;

import org.jspecify.annotations.NullMarked;
