/**
 * Short-time and long-term spectra of speech. Nothing that knows about pitch.
 */
@NullMarked
package io.cosymesh.dsp.spectrum;

import org.jspecify.annotations.NullMarked;
