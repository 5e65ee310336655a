/**
 * Traces of requests through the mesh: who samples them, what they may say, where they
 * are sent. No text, audio, key or query may enter a span.
 */
@NullMarked
package io.cosymesh.mesh.tracing;

import org.jspecify.annotations.NullMarked;
