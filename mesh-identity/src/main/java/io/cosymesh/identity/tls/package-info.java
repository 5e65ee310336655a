/**
 * Key and trust managers over live SVIDs; the only place of mesh-identity that may use
 * {@code javax.net.ssl}.
 */
@NullMarked
package io.cosymesh.identity.tls;

import org.jspecify.annotations.NullMarked;
