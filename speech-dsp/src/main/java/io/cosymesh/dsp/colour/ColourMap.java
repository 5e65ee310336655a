package io.cosymesh.dsp.colour;

import io.cosymesh.dsp.gaussian.Transport;

/**
 * Says of each sound of one voice how another would colour it. A voiced frame moves by
 * the optimal transport between the voices' distributions of cepstra,
 * {@code Δ = T(c) − c}; any other by the difference of the means. Only part of the way is
 * gone and no band moves far, since more costs intelligibility.
 */
public final class ColourMap {

	private static final double STRENGTH = 0.6;

	private static final double LARGEST_DB = 9;

	/** Decibels of a change by the factor e in power. */
	private static final double NEPER_DB = 10 / Math.log(10);

	private final Transport transport;

	private final double audibleDb;

	private final double[] unvoiced;

	ColourMap(Transport transport, double audibleDb) {
		this.transport = transport;
		this.audibleDb = audibleDb;
		this.unvoiced = ColourFrames.bands(transport.shift());
	}

	boolean isVoiced(double[] power) {
		return ColourFrames.level(power) > this.audibleDb && Voicing.of(power);
	}

	/** Returns the change per band in {@code ln} of power for a voiced frame. */
	double[] voiced(double[] power) {
		double[] cepstrum = ColourFrames.cepstrum(power);
		double[] change = this.transport.apply(cepstrum);
		for (int i = 0; i < change.length; i++) {
			change[i] -= cepstrum[i];
		}
		return ColourFrames.bands(change);
	}

	/** Returns the change per band for a frame without voice. */
	double[] unvoiced() {
		return this.unvoiced;
	}

	static double moderate(double change) {
		return Math.clamp(STRENGTH * change, -LARGEST_DB / NEPER_DB, LARGEST_DB / NEPER_DB);
	}

}
