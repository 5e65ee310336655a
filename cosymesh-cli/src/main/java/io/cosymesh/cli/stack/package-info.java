/**
 * The local stack: five services as processes of this machine. Their application code
 * must not enter.
 */
@NullMarked
package io.cosymesh.cli.stack;

import org.jspecify.annotations.NullMarked;
