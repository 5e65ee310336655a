package io.cosymesh.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WAV file as a listener's program reads it: 16-bit or float samples, whatever chunks,
 * and a length that a stream may not have known.
 *
 * @param sampleRate samples per second
 * @param channels channels
 * @param samples 16-bit samples
 */
record WavAudio(int sampleRate, int channels, short[] samples) {

	private static final int FLOAT = 3;

	static WavAudio parse(byte[] wav) {
		ByteBuffer in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
		require(tag(in).equals("RIFF"), "no RIFF");
		in.getInt();
		require(tag(in).equals("WAVE"), "no WAVE");
		int format = 0;
		int channels = 0;
		int sampleRate = 0;
		while (in.remaining() >= 8) {
			String chunk = tag(in);
			int size = (int) Math.min(Integer.toUnsignedLong(in.getInt()), in.remaining());
			if (chunk.equals("fmt ")) {
				format = in.getShort(in.position());
				channels = in.getShort(in.position() + 2);
				sampleRate = in.getInt(in.position() + 4);
			}
			else if (chunk.equals("data")) {
				return new WavAudio(sampleRate, channels, samples(in.slice(in.position(), size), format));
			}
			in.position(in.position() + Math.min(in.remaining(), size + (size & 1)));
		}
		throw new AssertionError("WAV without data");
	}

	double seconds() {
		return (double) this.samples.length / this.sampleRate / this.channels;
	}

	private static short[] samples(ByteBuffer data, int format) {
		data.order(ByteOrder.LITTLE_ENDIAN);
		short[] samples = new short[data.remaining() / ((format == FLOAT) ? 4 : 2)];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (format == FLOAT) ? (short) (Math.clamp(data.getFloat(), -1, 1) * Short.MAX_VALUE)
					: data.getShort();
		}
		return samples;
	}

	private static String tag(ByteBuffer in) {
		byte[] tag = new byte[4];
		in.get(tag);
		return new String(tag, StandardCharsets.US_ASCII);
	}

	private static void require(boolean met, String complaint) {
		if (!met) {
			throw new AssertionError("Not a WAV file: " + complaint);
		}
	}

}
