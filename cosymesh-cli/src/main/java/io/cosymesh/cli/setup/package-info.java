/**
 * The keys and secrets of a stack of containers, made in the volumes that each of them
 * sees its own part of. Running services must not enter.
 */
@NullMarked
package io.cosymesh.cli.setup;

import org.jspecify.annotations.NullMarked;
