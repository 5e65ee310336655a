/**
 * The server's side of a call: who is on the other end of the connection, still valid,
 * and held against the policy before anything else sees the request. Rules themselves
 * must not enter.
 */
@NullMarked
package io.cosymesh.mesh.peer;

import org.jspecify.annotations.NullMarked;
