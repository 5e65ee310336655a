/**
 * OpenAI's speech API, so that its clients work here unchanged: speech, models, voices
 * and consents in that API's words. How speech is made and what a voice is must not
 * enter.
 */
@NullMarked
package io.cosymesh.backend.openai;

import org.jspecify.annotations.NullMarked;
