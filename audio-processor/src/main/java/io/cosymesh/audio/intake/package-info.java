/**
 * Untrusted uploads as private short-lived files. No look at their content.
 */
@NullMarked
package io.cosymesh.audio.intake;

import org.jspecify.annotations.NullMarked;
