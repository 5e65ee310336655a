/**
 * What a recording must be to be taken, and how a refusal says so. No signal processing.
 */
@NullMarked
package io.cosymesh.audio.acceptance;

import org.jspecify.annotations.NullMarked;
