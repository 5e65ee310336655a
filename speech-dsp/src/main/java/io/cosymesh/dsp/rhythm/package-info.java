/**
 * How fast somebody speaks.
 */
@NullMarked
package io.cosymesh.dsp.rhythm;

import org.jspecify.annotations.NullMarked;
