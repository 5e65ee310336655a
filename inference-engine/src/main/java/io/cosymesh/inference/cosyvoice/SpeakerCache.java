package io.cosymesh.inference.cosyvoice;

import java.util.Locale;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * What became of the speakers that the model {@code cosyvoice3} remembers by transcript
 * alone: who gives the same transcript as somebody before gets that person's voice.
 * Nothing in a request prevents it, so the operator says that it is mended.
 */
enum SpeakerCache {

	/** As CosyVoice ships it, for all we know. */
	UNKNOWN,

	/** Its key holds the recording too. */
	PATCHED,

	/** It is gone. */
	DISABLED;

	void check() {
		if (this == UNKNOWN) {
			throw new InvalidConfigurationPropertyValueException("cosymesh.engine.cosyvoice.triton.speaker-cache",
					name().toLowerCase(Locale.ROOT),
					"the model gives one speaker another's voice when their transcripts are the same, unless its "
							+ "speaker cache is 'patched' or 'disabled' (docs/cosyvoice-engine.md says how); say which");
		}
	}

}
