/**
 * The five services, what commands need of them wherever they run, and the local stack:
 * they are processes of this machine there. Their application code must not enter.
 */
@NullMarked
package io.cosymesh.cli.stack;

import org.jspecify.annotations.NullMarked;
