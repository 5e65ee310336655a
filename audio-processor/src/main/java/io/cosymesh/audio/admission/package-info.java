/**
 * How much runs at once: who is let in, and on which threads the work is done. Nothing
 * about audio.
 */
@NullMarked
package io.cosymesh.audio.admission;

import org.jspecify.annotations.NullMarked;
