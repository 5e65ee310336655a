/**
 * CosyMesh as containers of a Compose project, by way of the docker command.
 */
@NullMarked
package io.cosymesh.cli.compose;

import org.jspecify.annotations.NullMarked;
