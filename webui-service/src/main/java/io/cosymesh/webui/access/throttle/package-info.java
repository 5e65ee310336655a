/**
 * Slows down who guesses passwords. Passwords must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.throttle;

import org.jspecify.annotations.NullMarked;
