/**
 * Other programs that commands run: their words, their failures, and that they end. What
 * they are asked for must not enter.
 */
@NullMarked
package io.cosymesh.cli.tool;

import org.jspecify.annotations.NullMarked;
