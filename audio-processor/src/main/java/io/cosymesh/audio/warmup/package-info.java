/**
 * What the service does before it says it is ready, so that the first caller needn't wait
 * for it.
 */
@NullMarked
package io.cosymesh.audio.warmup;

import org.jspecify.annotations.NullMarked;
