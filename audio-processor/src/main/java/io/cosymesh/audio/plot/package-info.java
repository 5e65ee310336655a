/**
 * What a drawing of a recording needs. Draws nothing itself.
 */
@NullMarked
package io.cosymesh.audio.plot;

import org.jspecify.annotations.NullMarked;
