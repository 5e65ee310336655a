/**
 * The HTTP side of the service: routes, refusals as problems. No audio is touched here.
 */
@NullMarked
package io.cosymesh.audio.endpoint;

import org.jspecify.annotations.NullMarked;
