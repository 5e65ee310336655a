/**
 * The colour of a voice, as it changes with every sound: measured, mapped on another
 * voice's and given to a stream. Nothing that knows a synthesizer.
 */
@NullMarked
package io.cosymesh.dsp.colour;

import org.jspecify.annotations.NullMarked;
