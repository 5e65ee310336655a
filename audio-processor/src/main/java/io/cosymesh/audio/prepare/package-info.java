/**
 * The way from an uploaded file to a prompt that can be imitated.
 */
@NullMarked
package io.cosymesh.audio.prepare;

import org.jspecify.annotations.NullMarked;
