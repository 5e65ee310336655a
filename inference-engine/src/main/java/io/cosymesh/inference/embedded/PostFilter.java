package io.cosymesh.inference.embedded;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.Resampler;

/**
 * Turns what espeak-ng says into what leaves the engine, piece by piece: resampled to 24
 * kHz, given the speaker's timbre and encoded.
 */
final class PostFilter {

	private final Resampler resampler = new Resampler(EspeakSession.SAMPLE_RATE, PcmFormat.SAMPLE_RATE);

	private final TimbreFilter timbre;

	private final PcmEncoder encoder;

	PostFilter(Timbre timbre, PcmEncoder encoder) {
		this.timbre = new TimbreFilter(timbre.equalizer(), timbre.colour());
		this.encoder = encoder;
	}

	byte[] process(float[] speech) {
		return this.encoder.encode(this.timbre.process(this.resampler.process(speech)));
	}

	byte[] finish() {
		float[] head = this.timbre.process(this.resampler.finish());
		return this.encoder.encode(TimbreFilter.joined(head, this.timbre.finish()));
	}

}
