/**
 * Speech in, the bytes of an audio format out while it still arrives.
 */
@NullMarked
package io.cosymesh.audio.encode;

import org.jspecify.annotations.NullMarked;
