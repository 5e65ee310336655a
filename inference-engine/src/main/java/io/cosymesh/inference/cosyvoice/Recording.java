package io.cosymesh.inference.cosyvoice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.cosymesh.contracts.PcmFormat;

/**
 * The recording of a voice as WAV. Goes along with every request: a runtime that keeps
 * recordings by name or transcript gives one speaker another's voice.
 */
final class Recording {

	private static final int HEADER_BYTES = 44;

	private final byte[] wav;

	private Recording(byte[] wav) {
		this.wav = wav;
	}

	/** Wraps PCM in {@link PcmFormat} in a header. */
	static Recording of(byte[] pcm) {
		int bytesPerSecond = PcmFormat.SAMPLE_RATE * PcmFormat.BYTES_PER_SAMPLE;
		ByteBuffer wav = ByteBuffer.allocate(HEADER_BYTES + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
		wav.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + pcm.length).put(ascii("WAVEfmt ")).putInt(16);
		wav.putShort((short) 1).putShort((short) 1).putInt(PcmFormat.SAMPLE_RATE).putInt(bytesPerSecond);
		wav.putShort((short) PcmFormat.BYTES_PER_SAMPLE).putShort((short) (8 * PcmFormat.BYTES_PER_SAMPLE));
		wav.put(ascii("data")).putInt(pcm.length).put(pcm);
		return new Recording(wav.array());
	}

	byte[] wav() {
		return this.wav.clone();
	}

	/** Returns its samples, -1 to 1. */
	float[] samples() {
		ByteBuffer pcm = ByteBuffer.wrap(this.wav).order(ByteOrder.LITTLE_ENDIAN).position(HEADER_BYTES);
		float[] samples = new float[pcm.remaining() / PcmFormat.BYTES_PER_SAMPLE];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = pcm.getShort() / 32768f;
		}
		return samples;
	}

	String dataUrl() {
		return "data:audio/wav;base64," + Base64.getEncoder().encodeToString(this.wav);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
