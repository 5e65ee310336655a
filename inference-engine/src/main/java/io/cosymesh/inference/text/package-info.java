/**
 * Written language: what language it is, where its sentences end, how it is read aloud.
 * Nothing that makes sound.
 */
@NullMarked
package io.cosymesh.inference.text;

import org.jspecify.annotations.NullMarked;
