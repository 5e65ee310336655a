/**
 * What an operator does with the CA's authorities. Nothing that knows how the CA keeps
 * them may enter.
 */
@NullMarked
package io.cosymesh.cli.ca;

import org.jspecify.annotations.NullMarked;
