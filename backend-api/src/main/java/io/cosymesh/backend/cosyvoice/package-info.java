/**
 * The routes of CosyVoice's own server, so that its clients work here unchanged. How
 * speech is made must not enter.
 */
@NullMarked
package io.cosymesh.backend.cosyvoice;

import org.jspecify.annotations.NullMarked;
