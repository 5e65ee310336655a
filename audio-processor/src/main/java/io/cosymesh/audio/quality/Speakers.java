package io.cosymesh.audio.quality;

import org.jspecify.annotations.Nullable;

/**
 * Whether one person speaks in a recording.
 *
 * @param distance how unlike its most unlike stretches are, 1 and more for several
 * speakers
 * @param similarity how alike CAM++ finds its least alike stretches, −1 to 1; nothing
 * without that model, or where the recording is too short
 * @param several whether more than one is suspected
 */
public record Speakers(double distance, @Nullable Double similarity, boolean several) {

}
