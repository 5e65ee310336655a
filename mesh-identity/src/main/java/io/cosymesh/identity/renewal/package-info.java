/**
 * Keeping the SVID fresh: when to renew and what to do when that fails.
 */
@NullMarked
package io.cosymesh.identity.renewal;

import org.jspecify.annotations.NullMarked;
