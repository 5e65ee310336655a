package io.cosymesh.dsp.mel;

/**
 * Where the bins of a transform lie.
 *
 * @param sampleRate samples per second
 * @param size points of the transform
 */
record SpectrumLayout(int sampleRate, int size) {

	int bins() {
		return this.size / 2 + 1;
	}

	double hertz(int bin) {
		return (double) bin * this.sampleRate / this.size;
	}

}
