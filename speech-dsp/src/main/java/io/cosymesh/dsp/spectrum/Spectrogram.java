package io.cosymesh.dsp.spectrum;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.dsp.signal.Decibels;
import io.cosymesh.dsp.signal.Fft;
import io.cosymesh.dsp.signal.Framing;
import io.cosymesh.dsp.signal.Statistics;
import io.cosymesh.dsp.signal.Window;

/**
 * Short-time power spectra: 32 ms Hann frames every 10 ms, padded to twice their length.
 */
public final class Spectrogram {

	private static final double ACTIVE_BELOW_PEAK_DB = 30;

	private final List<double[]> frames;

	private final double binHz;

	private Spectrogram(List<double[]> frames, double binHz) {
		this.frames = List.copyOf(frames);
		this.binHz = binHz;
	}

	/**
	 * Computes the spectra of a recording.
	 * @param samples the recording
	 * @param sampleRate its samples per second
	 * @return the spectra, at least one
	 */
	public static Spectrogram of(float[] samples, int sampleRate) {
		Framing framing = new Framing(Math.max(2, sampleRate * 32 / 1000), Math.max(1, sampleRate / 100));
		Fft fft = new Fft(Integer.highestOneBit(2 * framing.length() - 1) * 2);
		double[] window = Window.hann(framing.length());
		List<double[]> frames = new ArrayList<>();
		for (int i = 0; i < framing.count(samples.length); i++) {
			frames.add(fft.power(framing.frame(samples, i, window)));
		}
		return new Spectrogram(frames, (double) sampleRate / fft.size());
	}

	/**
	 * Returns the power spectra, one array of bins from 0 Hz to the Nyquist frequency per
	 * frame.
	 * @return the frames
	 */
	public List<double[]> frames() {
		return this.frames;
	}

	/**
	 * Returns the distance between two bins.
	 * @return the distance in Hz
	 */
	public double binHz() {
		return this.binHz;
	}

	/**
	 * Finds the frames in which somebody speaks: those less than 30 dB below the 95th
	 * percentile of the frame energies.
	 * @return one flag per frame
	 */
	public boolean[] activeFrames() {
		double[] levels = new double[this.frames.size()];
		for (int i = 0; i < levels.length; i++) {
			double sum = 0;
			for (double power : this.frames.get(i)) {
				sum += power;
			}
			levels[i] = Decibels.ofPower(sum);
		}
		double threshold = Statistics.percentile(levels, 95) - ACTIVE_BELOW_PEAK_DB;
		boolean[] active = new boolean[levels.length];
		for (int i = 0; i < levels.length; i++) {
			active[i] = levels[i] > threshold;
		}
		return active;
	}

	/**
	 * Averages the power of the active frames.
	 * @return mean power per bin
	 */
	public double[] activeMean() {
		boolean[] active = activeFrames();
		double[] mean = new double[this.frames.getFirst().length];
		int count = 0;
		for (int i = 0; i < active.length; i++) {
			if (active[i]) {
				count++;
				for (int k = 0; k < mean.length; k++) {
					mean[k] += this.frames.get(i)[k];
				}
			}
		}
		for (int k = 0; k < mean.length; k++) {
			mean[k] /= Math.max(1, count);
		}
		return mean;
	}

}
