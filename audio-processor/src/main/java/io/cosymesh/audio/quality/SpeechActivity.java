package io.cosymesh.audio.quality;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Where in a recording somebody speaks, told by energy alone.
 */
final class SpeechActivity {

	private static final double BELOW_LOUD_DB = 30;

	private static final double ABOVE_NOISE_DB = 6;

	/** Noise is steady: so many frames are so close to the quietest ones. */
	private static final double STEADY_DB = 4;

	private static final double STEADY_SHARE = 0.2;

	/** Stops between syllables belong to the speech. */
	private static final int BRIDGED_FRAMES = 20;

	/** What is shorter is a click. */
	private static final int LEAST_FRAMES = 4;

	/** Frames around speech are neither speech nor noise. */
	private static final int MARGIN_FRAMES = 3;

	private static final int LEAST_NOISE_FRAMES = 10;

	private static final double MAX_RATIO_DB = 80;

	private final FrameLevels levels;

	private final BitSet speech;

	private SpeechActivity(FrameLevels levels, BitSet speech) {
		this.levels = levels;
		this.speech = speech;
	}

	static SpeechActivity of(FrameLevels levels) {
		double threshold = threshold(levels);
		BitSet speech = new BitSet(levels.count());
		for (int frame = 0; frame < levels.count(); frame++) {
			speech.set(frame, levels.level(frame) >= threshold);
		}
		dropClicks(speech);
		bridgeGaps(speech);
		return new SpeechActivity(levels, speech);
	}

	private static double threshold(FrameLevels levels) {
		double belowSpeech = levels.loud() - BELOW_LOUD_DB;
		if (levels.shareBelow(levels.quiet() + STEADY_DB) < STEADY_SHARE) {
			return belowSpeech;
		}
		double aboveNoise = Math.min(levels.quiet() + ABOVE_NOISE_DB, levels.loud() - ABOVE_NOISE_DB);
		return Math.max(belowSpeech, aboveNoise);
	}

	private static void dropClicks(BitSet speech) {
		int start = speech.nextSetBit(0);
		while (start >= 0) {
			int end = speech.nextClearBit(start);
			if (end - start < LEAST_FRAMES) {
				speech.clear(start, end);
			}
			start = speech.nextSetBit(end);
		}
	}

	private static void bridgeGaps(BitSet speech) {
		int end = speech.nextClearBit(Math.max(0, speech.nextSetBit(0)));
		int next = speech.nextSetBit(end);
		while (next >= 0) {
			if (next - end <= BRIDGED_FRAMES) {
				speech.set(end, next);
			}
			end = speech.nextClearBit(next);
			next = speech.nextSetBit(end);
		}
	}

	/** Returns one flag per frame of the levels. */
	BitSet frames() {
		return (BitSet) this.speech.clone();
	}

	double seconds() {
		double seconds = 0;
		int start = this.speech.nextSetBit(0);
		while (start >= 0) {
			int end = this.speech.nextClearBit(start);
			seconds += (end - 1 - start) * FrameLevels.HOP_SECONDS + FrameLevels.FRAME_SECONDS;
			start = this.speech.nextSetBit(end);
		}
		return seconds;
	}

	double loudnessDb() {
		return FrameLevels.decibels(this.speech.stream().mapToDouble(this.levels::power).average().orElse(0));
	}

	double noiseRatioDb() {
		return Math.clamp(loudnessDb() - noiseDb(), 0, MAX_RATIO_DB);
	}

	private double noiseDb() {
		double[] pauses = pauses();
		if (pauses.length < LEAST_NOISE_FRAMES) {
			return this.levels.quiet();
		}
		Arrays.sort(pauses);
		return FrameLevels.decibels(pauses[pauses.length / 2]);
	}

	private double[] pauses() {
		double[] powers = new double[this.levels.count()];
		int found = 0;
		for (int frame = 0; frame < powers.length; frame++) {
			int near = this.speech.nextSetBit(Math.max(0, frame - MARGIN_FRAMES));
			if (near < 0 || near > frame + MARGIN_FRAMES) {
				powers[found++] = this.levels.power(frame);
			}
		}
		return Arrays.copyOf(powers, found);
	}

}
