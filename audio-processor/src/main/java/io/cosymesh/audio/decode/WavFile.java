package io.cosymesh.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A WAV file in memory: RIFF, RF64 and BW64 with any chunks, also streamed ones whose
 * header doesn't know its sizes.
 *
 * @param bytes the whole file
 * @param format how it writes samples
 * @param dataStart where the samples begin
 * @param dataLength bytes of samples that are really there
 */
record WavFile(ByteBuffer bytes, WavFormat format, int dataStart, int dataLength) {

	private static final int RIFF = fourCc("RIFF");

	private static final int RF64 = fourCc("RF64");

	private static final int BW64 = fourCc("BW64");

	private static final int WAVE = fourCc("WAVE");

	private static final int FMT = fourCc("fmt ");

	private static final int DATA = fourCc("data");

	private static final int DS64 = fourCc("ds64");

	private static final int HEADER = 12;

	private static final int CHUNK_HEADER = 8;

	private static final long UNKNOWN = 0xFFFF_FFFFL;

	static boolean startsLikeOne(byte[] head) {
		if (head.length < HEADER) {
			return false;
		}
		ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
		int id = buffer.getInt(0);
		return (id == RIFF || id == RF64 || id == BW64) && buffer.getInt(8) == WAVE;
	}

	static WavFile parse(byte[] file) throws MalformedWavException {
		ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
		WavFormat format = null;
		long dataSize64 = UNKNOWN;
		long offset = HEADER;
		while (offset + CHUNK_HEADER <= file.length) {
			int id = bytes.getInt((int) offset);
			long size = Integer.toUnsignedLong(bytes.getInt((int) offset + 4));
			int start = (int) offset + CHUNK_HEADER;
			long present = Math.min(size, file.length - start);
			if (id == FMT && format == null) {
				format = WavFormat.parse(bytes, start, present);
			}
			else if (id == DS64 && present >= 16) {
				dataSize64 = bytes.getLong(start + 8);
			}
			else if (id == DATA && format != null) {
				long claimed = (size == UNKNOWN) ? dataSize64 : size;
				return new WavFile(bytes, format, start, dataLength(claimed, file.length - start));
			}
			offset = start + size + (size & 1);
		}
		throw new MalformedWavException((format != null) ? "it holds no samples" : "its header is cut short");
	}

	private static int dataLength(long claimed, int present) {
		// A recorder that streams can't go back to fill the size in: it leaves 0, the
		// maximum or whatever else, and then the samples last to the end.
		return (claimed <= 0 || claimed > present) ? present : (int) claimed;
	}

	int frames(SampleEncoding encoding) {
		return this.dataLength / this.format.frameBytes(encoding);
	}

	/**
	 * Reads the samples, the channels mixed to one.
	 * @param encoding how they are written
	 * @return mono samples, nothing if one of them is no number
	 */
	Optional<float[]> mono(SampleEncoding encoding) {
		float[] mono = new float[frames(encoding)];
		int offset = this.dataStart;
		for (int frame = 0; frame < mono.length; frame++) {
			double sum = 0;
			for (int channel = 0; channel < this.format.channels(); channel++) {
				sum += encoding.read(this.bytes, offset);
				offset += encoding.bytes();
			}
			mono[frame] = (float) (sum / this.format.channels());
			if (!Float.isFinite(mono[frame])) {
				return Optional.empty();
			}
		}
		return Optional.of(mono);
	}

	private static int fourCc(String text) {
		return text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16 | text.charAt(3) << 24;
	}

}
