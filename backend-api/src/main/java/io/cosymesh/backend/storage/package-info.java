/**
 * Where audio is kept, and the one place blocking work runs. Nothing that knows what a
 * voice is may enter.
 */
@NullMarked
package io.cosymesh.backend.storage;

import org.jspecify.annotations.NullMarked;
