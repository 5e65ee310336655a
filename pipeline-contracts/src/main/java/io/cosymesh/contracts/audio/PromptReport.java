package io.cosymesh.contracts.audio;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How good a recording is for imitating its speaker.
 *
 * @param container container and codec as recognised, for example {@code wav/pcm_f32le}
 * @param sampleRate samples per second of the recording as uploaded
 * @param durationSeconds length as uploaded
 * @param speechSeconds length of the speech in it
 * @param loudnessDb root mean square level of the speech in dBFS
 * @param peakDb highest sample in dBFS, before normalising
 * @param noiseRatioDb speech level over noise level in dB
 * @param clippedShare share of samples at full scale, 0 to 1
 * @param advice what would make it better, worst first; empty when nothing would
 * @param waveform peak of each of 200 equal slices of the prepared audio, 0 to 1
 * @param details what else was measured; nothing in reports of before it was
 */
public record PromptReport(String container, int sampleRate, double durationSeconds, double speechSeconds,
		double loudnessDb, double peakDb, double noiseRatioDb, double clippedShare, List<Advice> advice,
		List<Double> waveform, @Nullable PromptDetails details) {

	public PromptReport {
		advice = List.copyOf(advice);
		waveform = List.copyOf(waveform);
	}

	/**
	 * What a speaker could do better; {@link PromptDetails#guidance()} has the words for
	 * each.
	 */
	public enum Advice {

		/** Samples hit full scale. */
		CLIPPING,
		/** Background noise is loud. */
		NOISY,
		/** Under three seconds of speech. */
		SHORT,
		/** Over fifteen seconds. */
		LONG,
		/** Level is very low. */
		QUIET,
		/** Nothing above telephone bandwidth. */
		NARROW_BAND,
		/** More than one person seems to speak. */
		SEVERAL_SPEAKERS,
		/** Most of it is no speech. */
		LITTLE_SPEECH

	}

}
