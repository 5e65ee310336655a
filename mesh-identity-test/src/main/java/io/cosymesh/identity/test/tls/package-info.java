/**
 * TLS parts that present anything, good or bad, so that handshakes can be tested.
 */
@NullMarked
package io.cosymesh.identity.test.tls;

import org.jspecify.annotations.NullMarked;
