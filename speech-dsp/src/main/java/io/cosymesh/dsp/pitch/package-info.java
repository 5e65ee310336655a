/**
 * Fundamental frequency and voicing. Nothing that knows about vocal tracts.
 */
@NullMarked
package io.cosymesh.dsp.pitch;

import org.jspecify.annotations.NullMarked;
