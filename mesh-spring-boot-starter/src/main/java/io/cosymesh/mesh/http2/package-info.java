/**
 * What HTTP/2 between services needs beyond what Netty does by itself. TLS and identity
 * must not enter.
 */
@NullMarked
package io.cosymesh.mesh.http2;

import org.jspecify.annotations.NullMarked;
