/**
 * Structure rules shared by all modules. Nothing that runs in production may enter.
 */
@NullMarked
package io.cosymesh.build;

import org.jspecify.annotations.NullMarked;
