/**
 * Unix sockets: made safely, and who is at the other end. Knows nothing of SPIFFE.
 */
@NullMarked
package io.cosymesh.workloadapi.socket;

import org.jspecify.annotations.NullMarked;
