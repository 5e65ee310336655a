package io.cosymesh.inference.embedded;

/**
 * A language's voice made to take after a speaker.
 *
 * @param base espeak-ng's name of the language's voice
 * @param variant what is changed in it
 * @param pitchHz the speaker's median pitch
 * @param equalizer filter that gives it the speaker's colour
 * @param gain factor that brings it to the level of all voices
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AdaptedVoice(String base, VoiceVariant variant, double pitchHz, float[] equalizer, double gain) {

}
