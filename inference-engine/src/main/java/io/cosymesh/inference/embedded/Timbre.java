package io.cosymesh.inference.embedded;

import io.cosymesh.dsp.colour.ColourMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the sound of a voice so that it takes after a speaker's.
 *
 * @param equalizer impulse response that gives it the speaker's average colour
 * @param colour gives every sound the speaker's; nothing when too little of the speaker
 * was heard
 * @param gain factor that brings it to the level of all voices
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Timbre(float[] equalizer, @Nullable ColourMap colour, double gain) {

}
