/**
 * The engine that drives a Fun-CosyVoice3 runtime next to it. Knows what such runtimes do
 * wrong; nothing of theirs runs in here.
 */
@NullMarked
package io.cosymesh.inference.cosyvoice;

import org.jspecify.annotations.NullMarked;
