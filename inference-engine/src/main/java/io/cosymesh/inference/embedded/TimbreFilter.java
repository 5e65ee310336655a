package io.cosymesh.inference.embedded;

import java.util.Arrays;

import io.cosymesh.dsp.colour.ColourFilter;
import io.cosymesh.dsp.colour.ColourMap;
import io.cosymesh.dsp.signal.FirFilter;
import org.jspecify.annotations.Nullable;

/**
 * Equalizes and colours a stream at 24 kHz, piece by piece; as much comes out as went in.
 */
final class TimbreFilter {

	private final FirFilter equalizer;

	private final @Nullable ColourFilter colour;

	TimbreFilter(float[] equalizer, @Nullable ColourMap colour) {
		this.equalizer = new FirFilter(equalizer);
		this.colour = (colour != null) ? new ColourFilter(colour) : null;
	}

	static float[] apply(float[] equalizer, float[] speech) {
		FirFilter filter = new FirFilter(equalizer);
		return joined(filter.process(speech), filter.finish());
	}

	static float[] apply(ColourMap colour, float[] speech) {
		ColourFilter filter = new ColourFilter(colour);
		return joined(filter.process(speech), filter.finish());
	}

	float[] process(float[] samples) {
		float[] equalized = this.equalizer.process(samples);
		return (this.colour != null) ? this.colour.process(equalized) : equalized;
	}

	float[] finish() {
		float[] equalized = this.equalizer.finish();
		return (this.colour != null) ? joined(this.colour.process(equalized), this.colour.finish()) : equalized;
	}

	static float[] joined(float[] head, float[] tail) {
		float[] whole = Arrays.copyOf(head, head.length + tail.length);
		System.arraycopy(tail, 0, whole, head.length, tail.length);
		return whole;
	}

}
