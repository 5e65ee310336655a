package io.cosymesh.dsp.colour;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.cosymesh.dsp.gaussian.Gaussian;
import io.cosymesh.dsp.signal.Framing;
import io.cosymesh.dsp.signal.Statistics;

/**
 * How the colour of a voice is spread over the sounds it makes: the normal distribution
 * of the cepstra of its voiced frames, and the level below which a frame is not heard.
 *
 * @param cepstra the distribution
 * @param audibleDb 25 dB below the 95th percentile of the frames' levels
 */
public record Colour(Gaussian cepstra, double audibleDb) {

	/** Samples per second of what is measured. */
	public static final int SAMPLE_RATE = ColourFrames.SAMPLE_RATE;

	private static final Framing FRAMING = new Framing(ColourFrames.LENGTH, ColourFrames.HOP);

	private static final double AUDIBLE_BELOW_PEAK_DB = 25;

	/** Half a second of voice. */
	private static final int FEWEST_FRAMES = 60;

	/** Ten seconds of frames tell as much as more do. */
	private static final int MOST_FRAMES = 1250;

	/**
	 * Measures a recording.
	 * @param samples mono at {@link #SAMPLE_RATE}
	 * @return the colour, or nothing when there is too little voice in it
	 */
	public static Optional<Colour> of(float[] samples) {
		double[][] spectra = new double[Math.min(MOST_FRAMES, FRAMING.count(samples.length))][];
		double[] levels = new double[spectra.length];
		for (int i = 0; i < spectra.length; i++) {
			spectra[i] = ColourFrames.FFT.power(FRAMING.frame(samples, i, ColourFrames.WINDOW));
			levels[i] = ColourFrames.level(spectra[i]);
		}
		double audible = Statistics.percentile(levels, 95) - AUDIBLE_BELOW_PEAK_DB;
		List<double[]> cepstra = new ArrayList<>();
		for (int i = 0; i < spectra.length; i++) {
			if (levels[i] > audible && Voicing.of(spectra[i])) {
				cepstra.add(ColourFrames.cepstrum(spectra[i]));
			}
		}
		return (cepstra.size() < FEWEST_FRAMES) ? Optional.empty()
				: Optional.of(new Colour(Gaussian.of(cepstra), audible));
	}

	/**
	 * Finds the map from this colour to another's.
	 * @param speaker the colour to take on
	 * @return the map
	 */
	public ColourMap mapTo(Colour speaker) {
		return new ColourMap(this.cepstra.transportTo(speaker.cepstra), this.audibleDb);
	}

}
