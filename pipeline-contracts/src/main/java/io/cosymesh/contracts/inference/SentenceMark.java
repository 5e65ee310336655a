package io.cosymesh.contracts.inference;

/**
 * Where in a speech a sentence is heard. Never prints its words.
 *
 * @param text the sentence
 * @param startSample samples of {@link io.cosymesh.contracts.PcmFormat} before its first
 * @param endSample samples before the first that is no longer of it
 */
public record SentenceMark(String text, long startSample, long endSample) {

	/**
	 * Refuses what no engine means.
	 */
	public SentenceMark {
		if (startSample < 0 || endSample < startSample) {
			throw new IllegalArgumentException(
					"A sentence can't last from sample %d to %d".formatted(startSample, endSample));
		}
	}

	@Override
	public String toString() {
		return "SentenceMark[%d chars, samples %d to %d]".formatted(this.text.length(), this.startSample,
				this.endSample);
	}

}
