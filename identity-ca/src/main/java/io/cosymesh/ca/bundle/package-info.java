/**
 * The trust bundle that the authority publishes. Nothing private may enter.
 */
@NullMarked
package io.cosymesh.ca.bundle;

import org.jspecify.annotations.NullMarked;
