/**
 * Prompt features of CosyVoice as a file. The formulas are in {@code speech-dsp}.
 */
@NullMarked
package io.cosymesh.audio.features;

import org.jspecify.annotations.NullMarked;
