package io.cosymesh.audio.confinement;

import java.util.Locale;

/**
 * What is needed to run a codec confined. Without one of them no codec runs at all.
 */
enum Tool {

	FFMPEG, PRLIMIT, TIMEOUT;

	String executable() {
		return name().toLowerCase(Locale.ROOT);
	}

}
