/**
 * CosyMesh as pods of a namespace, by way of the kubectl command.
 */
@NullMarked
package io.cosymesh.cli.kubernetes;

import org.jspecify.annotations.NullMarked;
