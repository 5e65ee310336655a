/**
 * The description of the public API for programs that read it. Nothing that answers
 * anything else may enter.
 */
@NullMarked
package io.cosymesh.backend.description;

import org.jspecify.annotations.NullMarked;
