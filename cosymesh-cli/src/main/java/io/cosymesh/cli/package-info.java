/**
 * The ./cosymesh command line: the entry point and nothing else.
 */
@NullMarked
package io.cosymesh.cli;

import org.jspecify.annotations.NullMarked;
