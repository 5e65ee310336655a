/**
 * Whether a recording holds one voice or several. Recognises nobody.
 */
@NullMarked
package io.cosymesh.dsp.speaker;

import org.jspecify.annotations.NullMarked;
