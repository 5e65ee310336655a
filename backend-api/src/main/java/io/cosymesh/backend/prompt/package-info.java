/**
 * Recordings that somebody wants judged or drawn before using them. Nothing is kept.
 */
@NullMarked
package io.cosymesh.backend.prompt;

import org.jspecify.annotations.NullMarked;
