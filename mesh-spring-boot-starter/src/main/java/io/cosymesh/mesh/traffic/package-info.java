/**
 * What happens to a call on its way to a peer: which of its addresses takes it, how long
 * it may last, when it is tried again and when nobody is bothered any more. Identity and
 * TLS must not enter: whoever answers has been checked by the client below.
 */
@NullMarked
package io.cosymesh.mesh.traffic;

import org.jspecify.annotations.NullMarked;
