/**
 * A listener of its own from which foreign trust domains fetch our bundle. Nothing but
 * the bundle may be reachable here.
 */
@NullMarked
package io.cosymesh.ca.federation.endpoint;

import org.jspecify.annotations.NullMarked;
