/**
 * What audio-processor offers to backend-api.
 */
@NullMarked
package io.cosymesh.contracts.audio;

import org.jspecify.annotations.NullMarked;
