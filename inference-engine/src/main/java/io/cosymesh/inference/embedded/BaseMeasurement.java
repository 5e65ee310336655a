package io.cosymesh.inference.embedded;

/**
 * What a language's plain voice sounds like on its calibration sentence.
 *
 * @param medianHz median pitch in Hz
 * @param rangeHz span of the pitch from the 10th to the 90th percentile in Hz
 * @param formantScale formant scale
 */
record BaseMeasurement(double medianHz, double rangeHz, double formantScale) {

}
