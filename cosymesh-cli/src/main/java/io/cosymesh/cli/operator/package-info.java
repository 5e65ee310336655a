/**
 * What an operator does with an SVID of their own.
 */
@NullMarked
package io.cosymesh.cli.operator;

import org.jspecify.annotations.NullMarked;
