package io.cosymesh.contracts.audio;

import java.util.List;

/**
 * What was measured of a speaker, on 16 kHz mono with the silences removed.
 *
 * @param medianPitchHz median fundamental frequency of the voiced frames in Hz
 * @param pitchRangeSemitones span from the 10th to the 90th percentile of the pitch
 * @param bandLevelsDb long-term average spectrum of the active frames in third octaves
 * from 100 Hz to 3600 Hz, in dB with the mean removed
 * @param formantScale factor on the frequency axis that best maps the reference voice on
 * this speaker; above 1 for shorter vocal tracts
 * @param harmonicsToNoiseDb median harmonics-to-noise ratio of the voiced frames in dB
 * @param syllablesPerSecond envelope peaks per second of speech
 * @param bandwidthHz frequency up to which the recording carries energy
 */
public record VoiceFeatures(double medianPitchHz, double pitchRangeSemitones, List<Double> bandLevelsDb,
		double formantScale, double harmonicsToNoiseDb, double syllablesPerSecond, double bandwidthHz) {

	public VoiceFeatures {
		bandLevelsDb = List.copyOf(bandLevelsDb);
	}

}
