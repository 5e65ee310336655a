package io.cosymesh.inference.cosyvoice;

import java.time.Duration;

/**
 * What all speeches of an engine share.
 *
 * @param runtime who makes them
 * @param places how many at once
 * @param condition whether it works
 * @param properties how long it may take
 */
record Studio(SpeechRuntime runtime, Places places, RuntimeCondition condition, CosyVoiceProperties properties) {

	Take take(Utterance utterance, long seed) {
		return this.runtime.take(utterance, PlausibleLength.of(utterance.text(), utterance.speed()), seed);
	}

	Patience patience() {
		return new Patience(this.properties.timeouts());
	}

	Duration queueing() {
		return this.properties.timeouts().queue();
	}

	int attempts() {
		return this.properties.attempts();
	}

}
