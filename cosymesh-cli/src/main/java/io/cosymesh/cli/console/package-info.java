/**
 * How commands talk to people and to scripts. Nothing about services may enter.
 */
@NullMarked
package io.cosymesh.cli.console;

import org.jspecify.annotations.NullMarked;
