/**
 * The gateway as a program with an API key calls it. Nothing may be printed here.
 */
@NullMarked
package io.cosymesh.cli.gateway;

import org.jspecify.annotations.NullMarked;
