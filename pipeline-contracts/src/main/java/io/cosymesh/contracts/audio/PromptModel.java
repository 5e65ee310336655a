package io.cosymesh.contracts.audio;

/**
 * A model that reads prompt features; they differ in one of them.
 */
public enum PromptModel {

	/** CosyVoice2: the flow model's bands end at 8 kHz. */
	COSYVOICE2,
	/** Fun-CosyVoice3: they reach up to 12 kHz. */
	COSYVOICE3

}
