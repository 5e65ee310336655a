/**
 * The way from outside to backend-api: what is let through, what is taken off, and what
 * happens when the peer is gone.
 */
@NullMarked
package io.cosymesh.webui.routing;

import org.jspecify.annotations.NullMarked;
