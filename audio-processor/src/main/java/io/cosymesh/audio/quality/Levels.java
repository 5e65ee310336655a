package io.cosymesh.audio.quality;

/**
 * What was measured of a recording's loudness.
 *
 * @param speechSeconds length of the speech in it
 * @param loudnessDb root mean square level of the speech in dBFS
 * @param peakDb highest sample in dBFS
 * @param noiseRatioDb speech level over noise level in dB, 0 to 80
 * @param clippedShare share of samples at full scale, 0 to 1
 */
public record Levels(double speechSeconds, double loudnessDb, double peakDb, double noiseRatioDb, double clippedShare) {

}
