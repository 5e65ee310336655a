package io.cosymesh.inference.cosyvoice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import com.google.protobuf.ByteString;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import io.cosymesh.openinference.ModelInferResponse;
import io.cosymesh.openinference.ModelInferResponse.InferOutputTensor;

/**
 * Reads the sound in an answer of Triton: {@code waveform}, FP32 [N] or [1,N] at 24 kHz.
 */
final class Waveform {

	private Waveform() {
	}

	/** Returns its sound as {@link PcmFormat}, empty if there is none. */
	static byte[] pcm(ModelInferResponse response) throws RuntimeFailureException {
		if (response.getOutputsCount() == 0) {
			return new byte[0];
		}
		InferOutputTensor output = response.getOutputs(0);
		if (response.getOutputsCount() != 1 || !output.getName().equals(TritonRequest.WAVEFORM)
				|| !output.getDatatype().equals("FP32")) {
			throw broken("The runtime sent something else than a waveform");
		}
		ByteBuffer samples = contents(response, output);
		if (samples.remaining() % Float.BYTES != 0 || !isFlat(output, samples.remaining() / Float.BYTES)) {
			throw broken("The runtime sent a waveform of another shape than it says");
		}
		return pcm(samples);
	}

	private static ByteBuffer contents(ModelInferResponse response, InferOutputTensor output) {
		if (response.getRawOutputContentsCount() > 0) {
			ByteString raw = response.getRawOutputContents(0);
			return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
		}
		int length = output.getContents().getFp32ContentsCount();
		ByteBuffer typed = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		output.getContents().getFp32ContentsList().forEach(typed::putFloat);
		return typed.flip();
	}

	private static boolean isFlat(InferOutputTensor output, int length) {
		int dimensions = output.getShapeCount();
		return (dimensions == 1 || (dimensions == 2 && output.getShape(0) == 1))
				&& output.getShape(dimensions - 1) == length;
	}

	private static byte[] pcm(ByteBuffer samples) throws RuntimeFailureException {
		ByteBuffer pcm = ByteBuffer.allocate(samples.remaining() / Float.BYTES * PcmFormat.BYTES_PER_SAMPLE)
			.order(ByteOrder.LITTLE_ENDIAN);
		while (samples.hasRemaining()) {
			float sample = samples.getFloat();
			if (!Float.isFinite(sample)) {
				throw broken("The runtime sent sound that is not a number");
			}
			pcm.putShort((short) Math.round(Math.clamp(sample, -1, 1) * Short.MAX_VALUE));
		}
		return pcm.array();
	}

	private static RuntimeFailureException broken(String message) {
		return new RuntimeFailureException(Kind.BROKEN, message);
	}

}
