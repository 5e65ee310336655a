/**
 * Building blocks for sampled signals: transforms, filters, rate conversion. Nothing that
 * knows about speech.
 */
@NullMarked
package io.cosymesh.dsp.signal;

import org.jspecify.annotations.NullMarked;
