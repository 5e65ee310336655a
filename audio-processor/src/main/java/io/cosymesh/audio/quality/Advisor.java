package io.cosymesh.audio.quality;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.audio.PromptReport.Advice;

/**
 * Says what would make a usable recording better.
 */
public final class Advisor {

	private static final double CLIPPED_SHARE = 0.001;

	private static final double NOISE_RATIO_DB = 15;

	private static final double TELEPHONE_HZ = 4500;

	private static final double QUIET_DB = -40;

	private static final double SHORT_SECONDS = 3;

	private static final double LONG_SECONDS = 15;

	private Advisor() {
	}

	/**
	 * Advises.
	 * @param levels loudness of the recording
	 * @param seconds how long the recording lasts
	 * @param bandwidthHz frequency up to which it carries energy
	 * @return the advice, worst first
	 */
	public static List<Advice> advise(Levels levels, double seconds, double bandwidthHz) {
		List<Advice> advice = new ArrayList<>();
		addIf(levels.clippedShare() > CLIPPED_SHARE, Advice.CLIPPING, advice);
		addIf(levels.noiseRatioDb() < NOISE_RATIO_DB, Advice.NOISY, advice);
		addIf(levels.speechSeconds() < SHORT_SECONDS, Advice.SHORT, advice);
		addIf(bandwidthHz < TELEPHONE_HZ, Advice.NARROW_BAND, advice);
		addIf(levels.loudnessDb() < QUIET_DB, Advice.QUIET, advice);
		addIf(seconds > LONG_SECONDS, Advice.LONG, advice);
		return List.copyOf(advice);
	}

	private static void addIf(boolean applies, Advice item, List<Advice> advice) {
		if (applies) {
			advice.add(item);
		}
	}

}
