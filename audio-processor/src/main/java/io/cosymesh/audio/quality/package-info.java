/**
 * Judges and measures recordings. Changes none.
 */
@NullMarked
package io.cosymesh.audio.quality;

import org.jspecify.annotations.NullMarked;
