/**
 * The state directory: its layout, keys and secrets. Processes must not enter.
 */
@NullMarked
package io.cosymesh.cli.state;

import org.jspecify.annotations.NullMarked;
