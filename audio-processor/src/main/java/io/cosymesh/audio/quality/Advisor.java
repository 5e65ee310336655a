package io.cosymesh.audio.quality;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.audio.PromptDetails.Guidance;
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

	private static final double LITTLE_SPEECH_SHARE = 0.4;

	private Advisor() {
	}

	/**
	 * Advises.
	 * @param findings what was found out about the recording
	 * @return the advice, worst first
	 */
	public static List<Guidance> advise(Findings findings) {
		Levels levels = findings.levels();
		List<Advice> advice = new ArrayList<>();
		addIf(levels.clippedShare() > CLIPPED_SHARE, Advice.CLIPPING, advice);
		addIf(levels.noiseRatioDb() < NOISE_RATIO_DB, Advice.NOISY, advice);
		addIf(findings.speakers().several(), Advice.SEVERAL_SPEAKERS, advice);
		addIf(levels.speechSeconds() < SHORT_SECONDS, Advice.SHORT, advice);
		addIf(findings.bandwidthHz() < TELEPHONE_HZ, Advice.NARROW_BAND, advice);
		addIf(levels.loudnessDb() < QUIET_DB, Advice.QUIET, advice);
		addIf(findings.speechShare() < LITTLE_SPEECH_SHARE, Advice.LITTLE_SPEECH, advice);
		addIf(findings.seconds() > LONG_SECONDS, Advice.LONG, advice);
		return advice.stream().map((item) -> Wording.of(item, findings)).toList();
	}

	private static void addIf(boolean applies, Advice item, List<Advice> advice) {
		if (applies) {
			advice.add(item);
		}
	}

}
