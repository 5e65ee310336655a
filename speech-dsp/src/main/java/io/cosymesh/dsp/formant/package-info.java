/**
 * Resonances of the vocal tract and how long it is. Nothing that makes sound.
 */
@NullMarked
package io.cosymesh.dsp.formant;

import org.jspecify.annotations.NullMarked;
