/**
 * What a good SVID is and where this workload keeps its own. No TLS, no network.
 */
@NullMarked
package io.cosymesh.identity.svid;

import org.jspecify.annotations.NullMarked;
