/**
 * Neural models of a configured directory; without one everything works, a little worse.
 */
@NullMarked
package io.cosymesh.audio.models;

import org.jspecify.annotations.NullMarked;
