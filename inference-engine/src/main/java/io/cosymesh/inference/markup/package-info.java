/**
 * What stands in a text beside its words: a subset of SSML, and CosyVoice's tags for
 * breath and emphasis. Nothing that knows an engine or a language.
 */
@NullMarked
package io.cosymesh.inference.markup;

import org.jspecify.annotations.NullMarked;
