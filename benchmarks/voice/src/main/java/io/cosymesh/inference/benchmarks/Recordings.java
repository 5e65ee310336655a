package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.cosymesh.contracts.PcmFormat;

/**
 * Recordings of any kind as samples at 24 kHz, by ffmpeg, their quiet ends cut off.
 */
final class Recordings {

	private static final int RATE = PcmFormat.SAMPLE_RATE;

	private static final int GAP = RATE / 10;

	private static final int FRAME = RATE / 100;

	private static final double SHORTEST_SECONDS = 0.25;

	private static final double QUIET_SHARE_OF_PEAK = 0.02;

	private Recordings() {
	}

	/** Joins recordings until they last as long as wanted. */
	static float[] join(List<Path> files, double seconds) throws IOException {
		List<float[]> pieces = new ArrayList<>();
		int length = 0;
		for (Path file : files) {
			float[] speech = withoutQuietEnds(read(file));
			if (length > seconds * RATE) {
				break;
			}
			if (speech.length > SHORTEST_SECONDS * RATE) {
				pieces.add(speech);
				length += speech.length + GAP;
			}
		}
		float[] joined = new float[length];
		int position = 0;
		for (float[] piece : pieces) {
			System.arraycopy(piece, 0, joined, position, piece.length);
			position += piece.length + GAP;
		}
		return joined;
	}

	private static float[] read(Path file) throws IOException {
		List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error"));
		if (file.toString().endsWith(".raw")) {
			command.addAll(List.of("-f", "s16le", "-ar", "8000", "-ac", "1"));
		}
		command.addAll(List.of("-i", file.toString(), "-vn", "-ac", "1", "-ar", Integer.toString(RATE), "-f", "f32le",
				"pipe:1"));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		ByteBuffer bytes = ByteBuffer.wrap(process.getInputStream().readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
		float[] samples = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(samples);
		return samples;
	}

	private static float[] withoutQuietEnds(float[] samples) {
		double peak = 0;
		for (float sample : samples) {
			peak = Math.max(peak, Math.abs(sample));
		}
		int start = 0;
		while (start < samples.length && Math.abs(samples[start]) < QUIET_SHARE_OF_PEAK * peak) {
			start++;
		}
		int end = samples.length;
		while (end > start && Math.abs(samples[end - 1]) < QUIET_SHARE_OF_PEAK * peak) {
			end--;
		}
		return Arrays.copyOfRange(samples, Math.max(0, start - FRAME), Math.min(samples.length, end + FRAME));
	}

}
