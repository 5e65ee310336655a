package io.cosymesh.contracts.audio;

import io.cosymesh.contracts.AudioBytes;

/**
 * A recording made ready to be imitated.
 *
 * @param audio the trimmed and normalised recording in
 * {@link io.cosymesh.contracts.PcmFormat}
 * @param report how good it is, in numbers and advice
 * @param features what was measured of the speaker
 */
public record PreparedPrompt(AudioBytes audio, PromptReport report, VoiceFeatures features) {
}
