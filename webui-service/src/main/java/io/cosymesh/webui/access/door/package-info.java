/**
 * The door: which proof is asked for where, and what is said to whoever has none. How
 * proofs are made must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.door;

import org.jspecify.annotations.NullMarked;
