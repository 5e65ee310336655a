package io.cosymesh.backend.pipeline;

import io.cosymesh.contracts.AudioBytes;

/**
 * One sentence of a text, spoken.
 *
 * @param pcm its samples, with the rests around it, in
 * {@link io.cosymesh.contracts.PcmFormat}
 * @param engine short name of the engine that spoke it
 * @param sentences how many sentences that engine finds in the text
 */
public record SpokenSentence(AudioBytes pcm, String engine, int sentences) {

	@Override
	public String toString() {
		return "SpokenSentence[%d bytes, engine=%s, sentences=%d]".formatted(this.pcm.length(), this.engine,
				this.sentences);
	}

}
