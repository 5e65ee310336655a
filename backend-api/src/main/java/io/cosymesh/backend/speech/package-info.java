/**
 * Speech on request: in the voice of an uploaded prompt or of a kept voice, streamed
 * while it is made. How it is made must not enter.
 */
@NullMarked
package io.cosymesh.backend.speech;

import org.jspecify.annotations.NullMarked;
