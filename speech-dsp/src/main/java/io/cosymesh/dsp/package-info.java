/**
 * Measures a speaker from a recording. Plain Java: no framework, no input or output, no
 * audio formats.
 */
@NullMarked
package io.cosymesh.dsp;

import org.jspecify.annotations.NullMarked;
