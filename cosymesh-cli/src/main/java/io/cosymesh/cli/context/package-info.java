/**
 * Chooses how CosyMesh runs. Nothing else may know all the ways there are.
 */
@NullMarked
package io.cosymesh.cli.context;

import org.jspecify.annotations.NullMarked;
