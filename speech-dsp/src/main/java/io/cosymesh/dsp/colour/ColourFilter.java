package io.cosymesh.dsp.colour;

import java.util.Arrays;

/**
 * Gives a stream another voice's colour, frame by frame: short-time spectra are
 * multiplied by what the map says and added up again (Allen 1977). The change of a frame
 * is blended between voiced and unvoiced by how many of the five frames around it are
 * voiced, and smoothed over three frames. What comes out lines up with what went in. One
 * instance serves one stream and is not thread-safe.
 */
public final class ColourFilter {

	/** Frames kept: the one that is filtered and three on either side. */
	private static final int KEPT = 7;

	private static final int CENTRE = KEPT / 2;

	private static final int LEAD = ColourFrames.LENGTH - ColourFrames.HOP;

	private final ColourMap map;

	private final Frame[] frames = new Frame[KEPT];

	private final double[] sums = new double[ColourFrames.LENGTH];

	private float[] pending = new float[LEAD];

	/** Samples still to be left out: the lead, and the frames before the first. */
	private int unwanted = LEAD + CENTRE * ColourFrames.HOP;

	private long received;

	private long returned;

	/**
	 * Starts a stream.
	 * @param map says how to colour it
	 */
	public ColourFilter(ColourMap map) {
		this.map = map;
		Arrays.setAll(this.frames, (i) -> Frame.silent(map));
	}

	/**
	 * Takes the next piece and returns what can be made of it so far.
	 * @param samples the piece
	 * @return coloured samples; 56 ms less than went in at first
	 */
	public float[] process(float[] samples) {
		this.received += samples.length;
		return filter(samples);
	}

	/**
	 * Ends the stream and returns its rest, so that as many samples came out as went in.
	 * @return the remaining samples
	 */
	public float[] finish() {
		int rest = (int) (this.received - this.returned);
		float[] tail = filter(new float[LEAD + (CENTRE + 1) * ColourFrames.HOP]);
		return Arrays.copyOf(tail, rest);
	}

	private float[] filter(float[] samples) {
		float[] all = Arrays.copyOf(this.pending, this.pending.length + samples.length);
		System.arraycopy(samples, 0, all, this.pending.length, samples.length);
		int count = Math.max(0, (all.length - LEAD) / ColourFrames.HOP);
		float[] filtered = new float[count * ColourFrames.HOP];
		for (int i = 0; i < count; i++) {
			push(Frame.of(all, i * ColourFrames.HOP, this.map));
			addUp(this.frames[CENTRE].filtered(factors()), filtered, i * ColourFrames.HOP);
		}
		this.pending = Arrays.copyOfRange(all, count * ColourFrames.HOP, all.length);
		int left = Math.min(this.unwanted, filtered.length);
		this.unwanted -= left;
		this.returned += filtered.length - left;
		return Arrays.copyOfRange(filtered, left, filtered.length);
	}

	private void push(Frame frame) {
		System.arraycopy(this.frames, 1, this.frames, 0, KEPT - 1);
		this.frames[KEPT - 1] = frame;
	}

	private double[] factors() {
		double[] before = blended(CENTRE - 1);
		double[] now = blended(CENTRE);
		double[] after = blended(CENTRE + 1);
		double[] bands = new double[ColourFrames.BANDS];
		for (int band = 0; band < bands.length; band++) {
			bands[band] = ColourMap.moderate(0.25 * before[band] + 0.5 * now[band] + 0.25 * after[band]);
		}
		return ColourFrames.factors(bands);
	}

	private double[] blended(int index) {
		double voiced = 0;
		for (int i = index - 2; i <= index + 2; i++) {
			voiced += this.frames[i].isVoiced() ? 0.2 : 0;
		}
		double[] blended = new double[ColourFrames.BANDS];
		for (int band = 0; band < blended.length; band++) {
			blended[band] = voiced * this.frames[index].change()[band] + (1 - voiced) * this.map.unvoiced()[band];
		}
		return blended;
	}

	private void addUp(double[] frame, float[] output, int start) {
		for (int i = 0; i < frame.length; i++) {
			this.sums[i] += frame[i] * ColourFrames.WINDOW[i] / ColourFrames.OVERLAP;
		}
		for (int i = 0; i < ColourFrames.HOP; i++) {
			output[start + i] = (float) this.sums[i];
		}
		System.arraycopy(this.sums, ColourFrames.HOP, this.sums, 0, LEAD);
		Arrays.fill(this.sums, LEAD, ColourFrames.LENGTH, 0);
	}

}
