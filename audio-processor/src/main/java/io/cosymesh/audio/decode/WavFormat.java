package io.cosymesh.audio.decode;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The {@code fmt } chunk of a WAV file.
 *
 * @param encoding how a sample is written, nothing when it takes a codec to read it
 * @param channels samples per frame
 * @param sampleRate frames per second
 */
record WavFormat(Optional<SampleEncoding> encoding, int channels, long sampleRate) {

	private static final int MIN_LENGTH = 16;

	private static final int EXTENSIBLE_LENGTH = 40;

	private static final int TAG_EXTENSIBLE = 0xFFFE;

	/** KSDATAFORMAT_SUBTYPE: 0000-0010-8000-00AA00389B71 behind the format tag. */
	private static final long SUBTYPE_MIDDLE = 0x10_0000_0000L;

	private static final long SUBTYPE_END = 0x719B_3800_AA00_0080L;

	static WavFormat parse(ByteBuffer file, int offset, long length) throws MalformedWavException {
		if (length < MIN_LENGTH) {
			throw new MalformedWavException("its format chunk is cut short");
		}
		int channels = Short.toUnsignedInt(file.getShort(offset + 2));
		int blockSize = Short.toUnsignedInt(file.getShort(offset + 12));
		int bits = Short.toUnsignedInt(file.getShort(offset + 14));
		if (channels == 0) {
			throw new MalformedWavException("its header claims no channel");
		}
		boolean whole = blockSize > 0 && blockSize % channels == 0;
		int bytesPerSample = whole ? blockSize / channels : (bits + 7) / 8;
		Optional<SampleEncoding> encoding = SampleEncoding.of(formatTag(file, offset, length), bytesPerSample);
		return new WavFormat(encoding, channels, Integer.toUnsignedLong(file.getInt(offset + 4)));
	}

	private static int formatTag(ByteBuffer file, int offset, long length) {
		int tag = Short.toUnsignedInt(file.getShort(offset));
		if (tag != TAG_EXTENSIBLE || length < EXTENSIBLE_LENGTH) {
			return tag;
		}
		long start = file.getLong(offset + 24);
		boolean known = start >>> 16 == SUBTYPE_MIDDLE && file.getLong(offset + 32) == SUBTYPE_END;
		return known ? (int) (start & 0xFFFF) : tag;
	}

	int frameBytes(SampleEncoding sample) {
		return this.channels * sample.bytes();
	}

}
