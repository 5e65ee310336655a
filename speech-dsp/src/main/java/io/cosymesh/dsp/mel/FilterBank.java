package io.cosymesh.dsp.mel;

/**
 * Weights that sum the bins of a spectrum up to bands.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FilterBank(double[][] weights) {

	private static final double HERTZ_PER_MEL = 200.0 / 3;

	private static final double BREAK_HZ = 1000;

	private static final double BREAK_MEL = BREAK_HZ / HERTZ_PER_MEL;

	private static final double LOG_STEP = Math.log(6.4) / 27;

	/**
	 * Lays out the bands of {@code librosa.filters.mel} with {@code htk=False} and
	 * {@code norm="slaney"}: triangles on Slaney's scale, linear below 1 kHz and
	 * logarithmic above, each of area 1.
	 * @param spectrum size and rate of the transform
	 * @param bands number of bands
	 * @param highHz upper edge of the highest band
	 * @return the bands from 0 Hz on
	 */
	static FilterBank slaney(SpectrumLayout spectrum, int bands, double highHz) {
		double[] edges = new double[bands + 2];
		for (int i = 0; i < edges.length; i++) {
			edges[i] = slaneyHertz(slaneyMel(highHz) * i / (bands + 1));
		}
		double[][] weights = new double[bands][spectrum.bins()];
		for (int band = 0; band < bands; band++) {
			for (int bin = 0; bin < spectrum.bins(); bin++) {
				weights[band][bin] = triangle(spectrum.hertz(bin), edges, band) * 2 / (edges[band + 2] - edges[band]);
			}
		}
		return new FilterBank(weights);
	}

	/**
	 * Lays out the bands of Kaldi's {@code MelBanks}: triangles of height 1 on the scale
	 * {@code 1127·ln(1 + f/700)}, straight on that scale and not in Hertz. The bin at the
	 * Nyquist frequency counts nowhere.
	 * @param spectrum size and rate of the transform
	 * @param bands number of bands
	 * @param lowHz lower edge of the lowest band
	 * @return the bands up to the Nyquist frequency
	 */
	static FilterBank kaldi(SpectrumLayout spectrum, int bands, double lowHz) {
		double low = kaldiMel(lowHz);
		double step = (kaldiMel(spectrum.sampleRate() / 2.0) - low) / (bands + 1);
		double[] edges = new double[bands + 2];
		for (int i = 0; i < edges.length; i++) {
			edges[i] = low + i * step;
		}
		double[][] weights = new double[bands][spectrum.bins()];
		for (int band = 0; band < bands; band++) {
			for (int bin = 0; bin < spectrum.bins() - 1; bin++) {
				weights[band][bin] = triangle(kaldiMel(spectrum.hertz(bin)), edges, band);
			}
		}
		return new FilterBank(weights);
	}

	int bands() {
		return this.weights.length;
	}

	double sum(int band, double[] spectrum) {
		double sum = 0;
		double[] weight = this.weights[band];
		for (int bin = 0; bin < weight.length; bin++) {
			sum += weight[bin] * spectrum[bin];
		}
		return sum;
	}

	private static double triangle(double position, double[] edges, int band) {
		double rising = (position - edges[band]) / (edges[band + 1] - edges[band]);
		double falling = (edges[band + 2] - position) / (edges[band + 2] - edges[band + 1]);
		return Math.max(0, Math.min(rising, falling));
	}

	private static double slaneyMel(double hertz) {
		return (hertz < BREAK_HZ) ? hertz / HERTZ_PER_MEL : BREAK_MEL + Math.log(hertz / BREAK_HZ) / LOG_STEP;
	}

	private static double slaneyHertz(double mel) {
		return (mel < BREAK_MEL) ? mel * HERTZ_PER_MEL : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
	}

	private static double kaldiMel(double hertz) {
		return 1127 * Math.log(1 + hertz / 700);
	}

}
