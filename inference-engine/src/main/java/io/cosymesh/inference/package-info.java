/**
 * Makes speech of text in the voice of a prompt. Nothing that decodes or encodes audio
 * files.
 */
@NullMarked
package io.cosymesh.inference;

import org.jspecify.annotations.NullMarked;
