package io.cosymesh.audio.quality;

import java.util.BitSet;
import java.util.stream.IntStream;

import io.cosymesh.contracts.audio.PromptDetails.Window;

/**
 * Chooses the part of a long recording that imitates best: 5 to 15 s between two pauses,
 * with about 10 s of speech, little noise and no clipping. The score of a stretch is
 * {@code min(speech, 10 s)/10 s + speech/length/2 + SNR/40 dB − 100·clipped share}, the
 * noise of the SNR being its quietest twentieth.
 */
public final class BestWindow {

	private static final double LONGEST_SECONDS = 15;

	private static final double SHORTEST_SECONDS = 5;

	private static final double ENOUGH_SPEECH_SECONDS = 10;

	private static final double BEST_RATIO_DB = 40;

	private static final double SHARE_WEIGHT = 0.5;

	private static final double QUIET_SHARE = 0.05;

	private static final double CLIPPING_WEIGHT = 100;

	private static final float FULL_SCALE = 0.999f;

	/** What is kept of the pauses at either end. */
	private static final int MARGIN_FRAMES = 10;

	private final FrameLevels levels;

	private final BitSet speech;

	private final double[] speechPower;

	private final int[] speechFrames;

	private final int[] clippedSamples;

	private final double samplesPerFrame;

	private BestWindow(FrameLevels levels, BitSet speech, int[] clippedSamples, double samplesPerFrame) {
		this.levels = levels;
		this.speech = speech;
		this.clippedSamples = clippedSamples;
		this.samplesPerFrame = samplesPerFrame;
		this.speechPower = new double[levels.count() + 1];
		this.speechFrames = new int[levels.count() + 1];
		for (int frame = 0; frame < levels.count(); frame++) {
			boolean spoken = speech.get(frame);
			this.speechPower[frame + 1] = this.speechPower[frame] + (spoken ? levels.power(frame) : 0);
			this.speechFrames[frame + 1] = this.speechFrames[frame] + (spoken ? 1 : 0);
		}
	}

	/**
	 * Chooses.
	 * @param samples mono samples, full scale is 1
	 * @param sampleRate samples per second
	 * @param fullScale what counted as full scale before the recording was normalised
	 * @return the best stretch, the whole recording when it lasts no longer than 15 s
	 */
	public static Window of(float[] samples, int sampleRate, double fullScale) {
		double seconds = samples.length / (double) sampleRate;
		if (seconds <= LONGEST_SECONDS) {
			return new Window(0, seconds);
		}
		FrameLevels levels = FrameLevels.of(samples, sampleRate);
		int hop = (int) Math.round(sampleRate * FrameLevels.HOP_SECONDS);
		BestWindow windows = new BestWindow(levels, SpeechActivity.of(levels).frames(),
				clipped(samples, hop, levels.count(), FULL_SCALE * fullScale), hop);
		return windows.best();
	}

	private static int[] clipped(float[] samples, int hop, int frames, double fullScale) {
		int[] clipped = new int[frames + 1];
		for (int frame = 0; frame < frames; frame++) {
			clipped[frame + 1] = clipped[frame];
			for (int i = frame * hop; i < (frame + 1) * hop; i++) {
				clipped[frame + 1] += (Math.abs(samples[i]) >= fullScale) ? 1 : 0;
			}
		}
		return clipped;
	}

	private Window best() {
		int longest = frames(LONGEST_SECONDS);
		int bestStart = 0;
		int bestEnd = quietestEnd(longest);
		double highest = Double.NEGATIVE_INFINITY;
		for (int start : starts()) {
			for (int end : ends()) {
				boolean fits = end - start >= frames(SHORTEST_SECONDS) && end - start <= longest;
				double score = fits ? score(start, end) : Double.NEGATIVE_INFINITY;
				if (score > highest) {
					highest = score;
					bestStart = start;
					bestEnd = end;
				}
			}
		}
		return new Window(bestStart * FrameLevels.HOP_SECONDS, bestEnd * FrameLevels.HOP_SECONDS);
	}

	/** Who speaks without a pause is cut where the voice is weakest. */
	private int quietestEnd(int longest) {
		return IntStream.rangeClosed(frames(SHORTEST_SECONDS), longest - 1)
			.reduce((a, b) -> (this.levels.power(a) < this.levels.power(b)) ? a : b)
			.orElse(longest);
	}

	private int[] starts() {
		return IntStream.range(0, this.levels.count())
			.filter((frame) -> this.speech.get(frame) && (frame == 0 || !this.speech.get(frame - 1)))
			.map((frame) -> Math.max(Math.max(0, this.speech.previousSetBit(frame - 1) + 1), frame - MARGIN_FRAMES))
			.toArray();
	}

	private int[] ends() {
		return IntStream.rangeClosed(1, this.levels.count())
			.filter((frame) -> this.speech.get(frame - 1) && !this.speech.get(frame))
			.map((frame) -> Math.min(nextSpeechOrEnd(frame), frame + MARGIN_FRAMES))
			.toArray();
	}

	private int nextSpeechOrEnd(int frame) {
		int next = this.speech.nextSetBit(frame);
		return (next >= 0) ? next : this.levels.count();
	}

	private double score(int start, int end) {
		int length = end - start;
		int spoken = this.speechFrames[end] - this.speechFrames[start];
		double clippedShare = (this.clippedSamples[end] - this.clippedSamples[start]) / (length * this.samplesPerFrame);
		return Math.min(1, spoken * FrameLevels.HOP_SECONDS / ENOUGH_SPEECH_SECONDS) + SHARE_WEIGHT * spoken / length
				+ ratioDb(start, end, spoken) / BEST_RATIO_DB - CLIPPING_WEIGHT * clippedShare;
	}

	private double ratioDb(int start, int end, int spoken) {
		double loud = (this.speechPower[end] - this.speechPower[start]) / Math.max(1, spoken);
		double[] sorted = IntStream.range(start, end).mapToDouble(this.levels::power).sorted().toArray();
		double quiet = sorted[(int) (QUIET_SHARE * sorted.length)];
		return Math.clamp(FrameLevels.decibels(loud) - FrameLevels.decibels(quiet), 0, BEST_RATIO_DB);
	}

	private static int frames(double seconds) {
		return (int) Math.round(seconds / FrameLevels.HOP_SECONDS);
	}

}
