/**
 * Who this application is: its SVID from the first one, without which no port opens, to
 * the health of the current one. What others may do to it must not enter.
 */
@NullMarked
package io.cosymesh.mesh.identity;

import org.jspecify.annotations.NullMarked;
