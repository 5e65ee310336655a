/**
 * TLS 1.3 with the live SVID on this side and a rule for the other: for servers as an SSL
 * bundle, for clients as a TLS context per peer. What happens after the handshake must
 * not enter.
 */
@NullMarked
package io.cosymesh.mesh.tls;

import org.jspecify.annotations.NullMarked;
