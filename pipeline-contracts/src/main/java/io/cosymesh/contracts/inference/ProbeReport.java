package io.cosymesh.contracts.inference;

/**
 * Timings of one synthesised word.
 *
 * @param engine short name of the engine
 * @param firstAudioMillis time to the first audio in milliseconds
 * @param totalMillis time to the last audio in milliseconds
 * @param audioSeconds length of the audio in seconds
 * @param realTimeFactor time spent per second of audio
 */
public record ProbeReport(String engine, double firstAudioMillis, double totalMillis, double audioSeconds,
		double realTimeFactor) {

}
