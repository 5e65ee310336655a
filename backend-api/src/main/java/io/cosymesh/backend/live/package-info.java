/**
 * Speech of a text that is still being written, over WebSocket: sentences are spoken as
 * they are completed. How a sentence is spoken must not enter.
 */
@NullMarked
package io.cosymesh.backend.live;

import org.jspecify.annotations.NullMarked;
