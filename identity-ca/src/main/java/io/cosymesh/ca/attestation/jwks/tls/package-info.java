/**
 * HTTPS to where a cluster publishes its keys. Nothing that knows what a key is may
 * enter.
 */
@NullMarked
package io.cosymesh.ca.attestation.jwks.tls;

import org.jspecify.annotations.NullMarked;
