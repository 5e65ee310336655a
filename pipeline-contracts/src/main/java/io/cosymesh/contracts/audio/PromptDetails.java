package io.cosymesh.contracts.audio;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.contracts.audio.PromptReport.Advice;

/**
 * What was measured of a recording beyond its levels, and what to do about it.
 *
 * @param speechShare share of the recording in which somebody speaks, 0 to 1
 * @param loudnessLufs integrated loudness as uploaded (ITU-R BS.1770-4), at least −70
 * @param truePeakDb true peak as uploaded in dBTP
 * @param gainDb what the prepared audio was made louder or quieter by
 * @param bandwidthHz frequency up to which it carries energy
 * @param speakerDistance how far apart its two most unlike stretches are; 1 is where
 * several speakers are suspected
 * @param speakerSimilarity how alike CAM++ finds its two least alike stretches, −1 to 1;
 * nothing where that model isn't installed or the recording is shorter than 3 s
 * @param window the best part of the prepared audio, all of it when it isn't long
 * @param guidance the words for each item of {@link PromptReport#advice()}, in its order
 */
public record PromptDetails(double speechShare, double loudnessLufs, double truePeakDb, double gainDb,
		double bandwidthHz, double speakerDistance, @Nullable Double speakerSimilarity, Window window,
		List<Guidance> guidance) {

	public PromptDetails {
		guidance = List.copyOf(guidance);
	}

	/**
	 * A stretch of the prepared audio.
	 *
	 * @param startSeconds where it begins
	 * @param endSeconds where it ends
	 */
	public record Window(double startSeconds, double endSeconds) {

		public Window {
			if (!(startSeconds >= 0 && endSeconds > startSeconds)) {
				throw new IllegalArgumentException("%s to %s s is no window".formatted(startSeconds, endSeconds));
			}
		}

	}

	/**
	 * One item of advice in words.
	 *
	 * @param advice what it is about
	 * @param en the words in English
	 * @param zh the words in Chinese
	 */
	public record Guidance(Advice advice, String en, String zh) {
	}

}
