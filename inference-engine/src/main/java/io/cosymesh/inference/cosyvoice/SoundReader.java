package io.cosymesh.inference.cosyvoice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Turns the body of an answer, however it is cut, into {@link PcmFormat}: raw PCM or WAV
 * of any rate, 16-bit mono. One instance serves one answer.
 */
final class SoundReader {

	private int rate;

	private byte[] pending = new byte[0];

	private boolean isBegun;

	private @Nullable Resampler resampler;

	private long received;

	SoundReader(int rate) {
		this.rate = rate;
	}

	/** Takes the next piece and returns what can be made of it so far. */
	byte[] read(byte[] piece) throws RuntimeFailureException {
		this.pending = joined(this.pending, piece);
		if (!this.isBegun && !begin()) {
			return new byte[0];
		}
		int whole = this.pending.length - this.pending.length % PcmFormat.BYTES_PER_SAMPLE;
		byte[] samples = Arrays.copyOf(this.pending, whole);
		this.pending = Arrays.copyOfRange(this.pending, whole, this.pending.length);
		this.received += whole;
		return converted(samples);
	}

	/** Ends the answer and returns its rest. */
	byte[] finish() throws RuntimeFailureException {
		if (this.received == 0 && (this.isBegun || this.pending.length == 0)) {
			throw new RuntimeFailureException(Kind.BROKEN, "The runtime sent no audio");
		}
		if (!this.isBegun || this.pending.length > 0) {
			throw new RuntimeFailureException(Kind.BROKEN, "The runtime broke off in the middle of a sample");
		}
		return (this.resampler != null) ? bytes(this.resampler.finish()) : new byte[0];
	}

	private boolean begin() throws RuntimeFailureException {
		if (WavHeader.mayBegin(this.pending)) {
			WavHeader header = WavHeader.read(this.pending).orElse(null);
			if (header == null) {
				return false;
			}
			this.rate = AnswerFormat.checked(header.sampleRate());
			this.pending = Arrays.copyOfRange(this.pending, header.bytes(), this.pending.length);
			this.isBegun = true;
		}
		else if (this.pending.length > 1 && this.pending[0] == '{' && this.pending[1] == '"') {
			throw new RuntimeFailureException(Kind.BROKEN, "The runtime sent JSON where audio should be");
		}
		this.isBegun |= this.pending.length > 1;
		if (this.isBegun && this.rate != PcmFormat.SAMPLE_RATE) {
			this.resampler = new Resampler(this.rate, PcmFormat.SAMPLE_RATE);
		}
		return this.isBegun;
	}

	private byte[] converted(byte[] pcm) {
		if (this.resampler == null) {
			return pcm;
		}
		ByteBuffer buffer = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
		float[] samples = new float[pcm.length / PcmFormat.BYTES_PER_SAMPLE];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = buffer.getShort() / 32768f;
		}
		return bytes(this.resampler.process(samples));
	}

	private static byte[] bytes(float[] samples) {
		ByteBuffer pcm = ByteBuffer.allocate(samples.length * PcmFormat.BYTES_PER_SAMPLE)
			.order(ByteOrder.LITTLE_ENDIAN);
		for (float sample : samples) {
			pcm.putShort((short) Math.clamp(Math.round(sample * 32768f), Short.MIN_VALUE, Short.MAX_VALUE));
		}
		return pcm.array();
	}

	private static byte[] joined(byte[] head, byte[] tail) {
		if (head.length == 0) {
			return tail;
		}
		byte[] joined = Arrays.copyOf(head, head.length + tail.length);
		System.arraycopy(tail, 0, joined, head.length, tail.length);
		return joined;
	}

}
