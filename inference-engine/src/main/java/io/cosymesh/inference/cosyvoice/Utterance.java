package io.cosymesh.inference.cosyvoice;

import org.jspecify.annotations.Nullable;

/**
 * What the runtime is asked for at once. Never prints texts.
 *
 * @param text the words, no control tokens in them
 * @param instruction how to say them, or nothing
 * @param transcript what is said in the recording, or nothing
 * @param speed factor on the speaker's speed
 * @param recording the voice to take after
 */
record Utterance(String text, @Nullable String instruction, @Nullable String transcript, double speed,
		Recording recording) {

	@Override
	public String toString() {
		return "Utterance[%d chars]".formatted(this.text.length());
	}

}
