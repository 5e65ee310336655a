/**
 * What the tests of all modules share: structure rules, and how long they wait. Nothing
 * that runs in production may enter.
 */
@NullMarked
package io.cosymesh.build;

import org.jspecify.annotations.NullMarked;
