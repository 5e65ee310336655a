/**
 * How loud a recording is to a listener: programme loudness and true peak. Knows no
 * service and decides nothing; what is too loud is for others to say.
 */
@NullMarked
package io.cosymesh.dsp.loudness;

import org.jspecify.annotations.NullMarked;
