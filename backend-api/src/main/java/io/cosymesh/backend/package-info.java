/**
 * The application itself: starts everything below. No behaviour may enter.
 */
@NullMarked
package io.cosymesh.backend;

import org.jspecify.annotations.NullMarked;
