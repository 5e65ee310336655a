/**
 * Normal distributions of vectors and the optimal transport between them. Nothing that
 * knows about sound.
 */
@NullMarked
package io.cosymesh.dsp.gaussian;

import org.jspecify.annotations.NullMarked;
