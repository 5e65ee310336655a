package io.cosymesh.audio.quality;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.decode.Recording;

/**
 * Measures a recording and judges whether it holds enough speech.
 */
public final class PromptInspector {

	/** Speech below can't be told from the noise of the converter. */
	private static final double SILENCE_DB = -55;

	/** Speech swells and fades: a second of it measures as a little less. */
	private static final double RESOLUTION_SECONDS = 0.1;

	private static final float FULL_SCALE = 0.999f;

	private final RecordingLimits limits;

	/**
	 * Creates an inspector.
	 * @param limits what a recording must be
	 */
	public PromptInspector(RecordingLimits limits) {
		this.limits = limits;
	}

	/**
	 * Inspects a recording.
	 * @param recording the recording as it came
	 * @return what was measured, or why it is refused
	 */
	public Verdict inspect(Recording recording) {
		FrameLevels frames = FrameLevels.of(recording.samples(), recording.sampleRate());
		double peakDb = peakDb(recording.samples());
		if (frames.loud() < SILENCE_DB) {
			return new Verdict.Refused(new Refusal.Silent(peakDb, SILENCE_DB));
		}
		SpeechActivity activity = SpeechActivity.of(frames);
		double speech = Math.min(activity.seconds(), recording.seconds());
		double least = this.limits.minSpeechSeconds();
		if (recording.seconds() < least || speech + RESOLUTION_SECONDS < least) {
			return new Verdict.Refused(new Refusal.TooShort(speech, least));
		}
		return new Verdict.Usable(new Levels(speech, activity.loudnessDb(), peakDb, activity.noiseRatioDb(),
				clippedShare(recording.samples())));
	}

	private static double peakDb(float[] samples) {
		float peak = 0;
		for (float sample : samples) {
			peak = Math.max(peak, Math.abs(sample));
		}
		return FrameLevels.decibels((double) peak * peak);
	}

	private static double clippedShare(float[] samples) {
		int clipped = 0;
		for (float sample : samples) {
			clipped += (Math.abs(sample) >= FULL_SCALE) ? 1 : 0;
		}
		return clipped / (double) samples.length;
	}

}
