/**
 * The TLS of bundle endpoints, ours and those of others: versions and ciphers of the
 * Mozilla intermediate profile, never a client certificate. Nothing about bundles may
 * enter.
 */
@NullMarked
package io.cosymesh.ca.federation.tls;

import org.jspecify.annotations.NullMarked;
