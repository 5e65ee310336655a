/**
 * The engine on the wire: requests in, PCM out, cancellation, load. Nothing that knows a
 * particular engine.
 */
@NullMarked
package io.cosymesh.inference.synthesis;

import org.jspecify.annotations.NullMarked;
