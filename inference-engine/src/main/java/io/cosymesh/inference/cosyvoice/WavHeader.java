package io.cosymesh.inference.cosyvoice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;

/**
 * The header of a WAV stream. The lengths in it are not believed: who streams doesn't
 * know them.
 *
 * @param sampleRate samples per second
 * @param bytes length of the header
 */
record WavHeader(int sampleRate, int bytes) {

	private static final int RIFF = 0x46464952;

	private static final int FORMAT = 0x20746d66;

	private static final int DATA = 0x61746164;

	private static final int FIRST_CHUNK = 12;

	private static final int CHUNK_HEAD = 8;

	private static final int FORMAT_BYTES = 16;

	private static final int LONGEST = 64 * 1024;

	private static final int EXTENSIBLE = 0xFFFE;

	/** Tells whether these bytes begin like a WAV file, as far as they go. */
	static boolean mayBegin(byte[] bytes) {
		byte[] riff = { 'R', 'I', 'F', 'F' };
		for (int i = 0; i < Math.min(bytes.length, riff.length); i++) {
			if (bytes[i] != riff[i]) {
				return false;
			}
		}
		return true;
	}

	/** Reads the header, or nothing if it goes on. */
	static Optional<WavHeader> read(byte[] bytes) throws RuntimeFailureException {
		ByteBuffer wav = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		int rate = 0;
		int position = FIRST_CHUNK;
		while (position + CHUNK_HEAD <= bytes.length) {
			int name = wav.getInt(position);
			int length = wav.getInt(position + 4);
			int body = position + CHUNK_HEAD;
			if (name == DATA && rate > 0 && wav.getInt(0) == RIFF) {
				return Optional.of(new WavHeader(rate, body));
			}
			if (name == DATA || length < 0 || length > LONGEST) {
				throw broken();
			}
			if (name == FORMAT && body + FORMAT_BYTES <= bytes.length) {
				rate = rate(wav, body);
			}
			position = body + length + length % 2;
		}
		if (bytes.length > LONGEST) {
			throw broken();
		}
		return Optional.empty();
	}

	private static int rate(ByteBuffer wav, int body) throws RuntimeFailureException {
		int format = Short.toUnsignedInt(wav.getShort(body));
		boolean readable = (format == 1 || format == EXTENSIBLE) && wav.getShort(body + 2) == 1
				&& wav.getShort(body + 14) == 16;
		if (!readable) {
			throw new RuntimeFailureException(Kind.BROKEN, "The runtime sent WAV that is not 16-bit mono");
		}
		return wav.getInt(body + 4);
	}

	private static RuntimeFailureException broken() {
		return new RuntimeFailureException(Kind.BROKEN, "The runtime sent a broken WAV header");
	}

}
