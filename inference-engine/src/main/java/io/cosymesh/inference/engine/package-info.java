/**
 * What every engine offers, and the one at work. Nothing that knows a particular engine.
 */
@NullMarked
package io.cosymesh.inference.engine;

import org.jspecify.annotations.NullMarked;
