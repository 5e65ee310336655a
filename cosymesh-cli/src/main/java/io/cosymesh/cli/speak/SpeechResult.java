package io.cosymesh.cli.speak;

import java.util.Locale;

/**
 * What came back.
 *
 * @param bytes how much audio, as encoded
 * @param engine the engine that made it
 * @param firstAudioMillis from request to the first audio bytes
 * @param totalMillis from request to the last
 */
record SpeechResult(long bytes, String engine, long firstAudioMillis, long totalMillis) {

	String describe() {
		return String.format(Locale.ROOT, "%d KiB by engine %s, first sound after %.2f s, all after %.2f s",
				this.bytes / 1024, this.engine, this.firstAudioMillis / 1e3, this.totalMillis / 1e3);
	}

}
