/**
 * Looks at a stack from outside and says what is wrong with it, why, and what to do. What
 * is gathered is one immutable observation; verdicts are functions of it. Nothing may be
 * changed here.
 */
@NullMarked
package io.cosymesh.cli.check;

import org.jspecify.annotations.NullMarked;
