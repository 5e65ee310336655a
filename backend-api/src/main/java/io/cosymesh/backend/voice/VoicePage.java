package io.cosymesh.backend.voice;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Voices, newest first, and the built-in ones after them.
 *
 * @param voices the voices of this page
 * @param next what to send as {@code after} for the next page, or nothing on the last
 */
record VoicePage(List<VoiceDescription> voices, @Nullable String next) {

}
