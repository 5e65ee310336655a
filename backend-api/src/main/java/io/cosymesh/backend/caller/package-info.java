/**
 * Who asks: whose word counts, and whose things are whose. Nothing of what is asked for
 * may enter.
 */
@NullMarked
package io.cosymesh.backend.caller;

import org.jspecify.annotations.NullMarked;
