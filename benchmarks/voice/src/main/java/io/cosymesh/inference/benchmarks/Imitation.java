package io.cosymesh.inference.benchmarks;

/**
 * A speaker, and how like them the voices are.
 *
 * @param speaker the speaker
 * @param real their own voice: the prompt, as the most that can be reached
 * @param plain espeak-ng's
 * @param ours the engine's
 */
record Imitation(Speaker speaker, Likeness real, Likeness plain, Likeness ours) {

}
