/**
 * The engine, opened for measuring from inside its own package.
 */
@NullMarked
package io.cosymesh.inference.embedded;

import org.jspecify.annotations.NullMarked;
