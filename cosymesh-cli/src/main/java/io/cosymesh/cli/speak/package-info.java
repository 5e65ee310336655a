/**
 * The pipeline from the shell, through the public API alone.
 */
@NullMarked
package io.cosymesh.cli.speak;

import org.jspecify.annotations.NullMarked;
