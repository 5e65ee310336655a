package io.cosymesh.audio.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;

import io.cosymesh.contracts.PcmFormat;

/**
 * The header of a WAV stream whose length nobody knows yet.
 */
final class WavHeader {

	private static final int LENGTH = 44;

	private static final int FORMAT_LENGTH = 16;

	private static final short PCM = 1;

	private static final short CHANNELS = 1;

	private static final int UNKNOWN = 0xFFFF_FFFF;

	private WavHeader() {
	}

	static DataBuffer streamed(int sampleRate, DataBufferFactory buffers) {
		ByteBuffer header = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
		header.put(ascii("RIFF")).putInt(UNKNOWN).put(ascii("WAVE"));
		header.put(ascii("fmt ")).putInt(FORMAT_LENGTH).putShort(PCM).putShort(CHANNELS);
		header.putInt(sampleRate).putInt(sampleRate * PcmFormat.BYTES_PER_SAMPLE);
		header.putShort((short) PcmFormat.BYTES_PER_SAMPLE).putShort((short) (Byte.SIZE * PcmFormat.BYTES_PER_SAMPLE));
		header.put(ascii("data")).putInt(UNKNOWN);
		return buffers.wrap(header.array());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
