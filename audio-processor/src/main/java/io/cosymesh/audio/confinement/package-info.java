/**
 * The one place that starts a codec, as a process with everything taken from it that it
 * doesn't need. No other package starts processes.
 */
@NullMarked
package io.cosymesh.audio.confinement;

import org.jspecify.annotations.NullMarked;
