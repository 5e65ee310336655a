/**
 * How often a peer may ask: token buckets that answer whether one more request is too
 * many. What is asked for, and HTTP servers, must not enter.
 */
@NullMarked
package io.cosymesh.mesh.limit;

import org.jspecify.annotations.NullMarked;
