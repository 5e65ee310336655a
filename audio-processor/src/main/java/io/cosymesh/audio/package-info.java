/**
 * Recording in, clean prompt and its measurements out; speech in, encoded stream out.
 * Stores nothing.
 */
@NullMarked
package io.cosymesh.audio;

import org.jspecify.annotations.NullMarked;
