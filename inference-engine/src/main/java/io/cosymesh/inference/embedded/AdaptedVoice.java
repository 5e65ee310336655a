package io.cosymesh.inference.embedded;

/**
 * A language's voice made to take after a speaker.
 *
 * @param base espeak-ng's name of the language's voice
 * @param variant what is changed in it
 * @param pitchHz the speaker's median pitch
 * @param timbre what is done to its sound
 */
record AdaptedVoice(String base, VoiceVariant variant, double pitchHz, Timbre timbre) {

}
