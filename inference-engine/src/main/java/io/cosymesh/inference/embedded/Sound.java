package io.cosymesh.inference.embedded;

import java.util.Arrays;

import io.cosymesh.contracts.PcmFormat;

/**
 * Sound that is ready and leaves in pieces.
 */
sealed interface Sound {

	/** Tells whether another piece is left. */
	boolean hasNext();

	/** Returns the next piece as PCM, possibly empty. */
	byte[] next();

	/**
	 * What espeak-ng said, filtered as it leaves.
	 */
	final class Spoken implements Sound {

		/** A fifth of a second. */
		private static final int PIECE = EspeakSession.SAMPLE_RATE / 5;

		private final float[] speech;

		private final PostFilter filter;

		private int position;

		private boolean ended;

		Spoken(float[] speech, PostFilter filter) {
			this.speech = speech;
			this.filter = filter;
		}

		@Override
		public boolean hasNext() {
			return !this.ended;
		}

		@Override
		public byte[] next() {
			if (this.position == this.speech.length) {
				this.ended = true;
				return this.filter.finish();
			}
			int end = Math.min(this.speech.length, this.position + PIECE);
			byte[] piece = this.filter.process(Arrays.copyOfRange(this.speech, this.position, end));
			this.position = end;
			return piece;
		}

	}

	/**
	 * A pause or a breath: samples at 24 kHz followed by silence.
	 */
	final class Unspoken implements Sound {

		private static final int PIECE = PcmFormat.SAMPLE_RATE / 2;

		private final float[] samples;

		private final PcmEncoder encoder;

		private final int length;

		private int position;

		Unspoken(float[] samples, int length, PcmEncoder encoder) {
			this.samples = samples;
			this.length = length;
			this.encoder = encoder;
		}

		@Override
		public boolean hasNext() {
			return this.position < this.length;
		}

		@Override
		public byte[] next() {
			int end = Math.min(this.length, this.position + PIECE);
			float[] piece = new float[end - this.position];
			int heard = Math.clamp(this.samples.length - this.position, 0, piece.length);
			System.arraycopy(this.samples, Math.min(this.position, this.samples.length), piece, 0, heard);
			this.position = end;
			return this.encoder.encode(piece);
		}

	}

}
