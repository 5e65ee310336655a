package io.cosymesh.audio.quality;

import io.cosymesh.audio.acceptance.Refusal;

/**
 * Whether a recording is fit to imitate its speaker.
 */
public sealed interface Verdict {

	/**
	 * It is.
	 *
	 * @param levels what was measured
	 */
	record Usable(Levels levels) implements Verdict {

	}

	/**
	 * It isn't.
	 *
	 * @param refusal why
	 */
	record Refused(Refusal refusal) implements Verdict {

	}

}
