/**
 * Voices: prompts that are kept under a name, with the consent of whoever is heard in
 * them. How they are spoken with must not enter.
 */
@NullMarked
package io.cosymesh.backend.voice;

import org.jspecify.annotations.NullMarked;
