package io.cosymesh.dsp.spectrum;

/**
 * Triangular bands, equally wide on the mel scale {@code 2595·log10(1 + f/700)}
 * (O'Shaughnessy 1987).
 */
public final class MelBands {

	private final int[] firstBins;

	private final double[][] weights;

	/**
	 * Lays out bands over a range of frequencies.
	 * @param count number of bands
	 * @param lowHz lower edge of the lowest band
	 * @param highHz upper edge of the highest band
	 * @param binHz distance of the spectrum's bins in Hz
	 */
	public MelBands(int count, double lowHz, double highHz, double binHz) {
		this.firstBins = new int[count];
		this.weights = new double[count][];
		double low = mel(lowHz);
		double step = (mel(highHz) - low) / (count + 1);
		for (int band = 0; band < count; band++) {
			double left = hertz(low + band * step) / binHz;
			double centre = hertz(low + (band + 1) * step) / binHz;
			double right = hertz(low + (band + 2) * step) / binHz;
			int first = (int) Math.ceil(left);
			double[] triangle = new double[Math.max(1, (int) right - first + 1)];
			for (int i = 0; i < triangle.length; i++) {
				double bin = first + i;
				triangle[i] = Math.max(0, Math.min((bin - left) / (centre - left), (right - bin) / (right - centre)));
			}
			this.firstBins[band] = first;
			this.weights[band] = triangle;
		}
	}

	/**
	 * Sums the power in each band of a spectrum whose frequency axis is stretched first:
	 * bin k is read at {@code k·warp}.
	 * @param power power spectrum
	 * @param warp factor on the frequency axis, 1 for none
	 * @return natural logarithm of the power per band
	 */
	public double[] logEnergies(double[] power, double warp) {
		double[] energies = new double[this.weights.length];
		for (int band = 0; band < energies.length; band++) {
			double sum = 0;
			for (int i = 0; i < this.weights[band].length; i++) {
				double weight = this.weights[band][i];
				if (weight > 0) {
					sum += weight * interpolate(power, (this.firstBins[band] + i) * warp);
				}
			}
			energies[band] = Math.log(sum + 1e-9);
		}
		return energies;
	}

	/**
	 * Returns where the bands' weight lies.
	 * @return the centre of gravity of each band, in bins
	 */
	public double[] centreBins() {
		double[] centres = new double[this.weights.length];
		for (int band = 0; band < centres.length; band++) {
			double sum = 0;
			for (int i = 0; i < this.weights[band].length; i++) {
				sum += this.weights[band][i];
				centres[band] += this.weights[band][i] * (this.firstBins[band] + i);
			}
			centres[band] /= sum;
		}
		return centres;
	}

	private static double interpolate(double[] power, double bin) {
		int below = Math.min((int) bin, power.length - 2);
		double fraction = Math.min(1, bin - below);
		return power[below] + fraction * (power[below + 1] - power[below]);
	}

	private static double mel(double hertz) {
		return 2595 * Math.log10(1 + hertz / 700);
	}

	private static double hertz(double mel) {
		return 700 * (Math.pow(10, mel / 2595) - 1);
	}

}
