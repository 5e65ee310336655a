/**
 * Commands that start, show and stop CosyMesh, wherever it runs. How that is done there
 * must not enter.
 */
@NullMarked
package io.cosymesh.cli.lifecycle;

import org.jspecify.annotations.NullMarked;
