package io.cosymesh.inference.cosyvoice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import com.google.protobuf.ByteString;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.openinference.InferParameter;
import io.cosymesh.openinference.ModelInferRequest;
import io.cosymesh.openinference.ModelInferRequest.InferInputTensor;
import io.cosymesh.openinference.ModelInferRequest.InferRequestedOutputTensor;

/**
 * Writes requests to the model {@code cosyvoice3}: a recording at 16 kHz, its transcript
 * and a text in, a waveform out.
 */
final class TritonRequest {

	static final String WAVEFORM = "waveform";

	private static final int REFERENCE_RATE = 16_000;

	private TritonRequest() {
	}

	static ModelInferRequest of(String model, Recording recording, String transcript, String text) {
		float[] reference = Resampler.convert(recording.samples(), PcmFormat.SAMPLE_RATE, REFERENCE_RATE);
		return ModelInferRequest.newBuilder()
			.setModelName(model)
			// The end then comes as a message of its own, whether or not there is sound
			// left.
			.putParameters("triton_enable_empty_final_response", InferParameter.newBuilder().setBoolParam(true).build())
			.addInputs(tensor("reference_wav", "FP32", reference.length))
			.addRawInputContents(floats(reference))
			.addInputs(tensor("reference_wav_len", "INT32", 1))
			.addRawInputContents(integer(reference.length))
			.addInputs(tensor("reference_text", "BYTES", 1))
			.addRawInputContents(text(transcript))
			.addInputs(tensor("target_text", "BYTES", 1))
			.addRawInputContents(text(text))
			.addOutputs(InferRequestedOutputTensor.newBuilder().setName(WAVEFORM))
			.build();
	}

	/** A batch of one. */
	private static InferInputTensor tensor(String name, String type, int length) {
		return InferInputTensor.newBuilder().setName(name).setDatatype(type).addShape(1).addShape(length).build();
	}

	private static ByteString floats(float[] values) {
		ByteBuffer buffer = buffer(values.length * Float.BYTES);
		buffer.asFloatBuffer().put(values);
		return ByteString.copyFrom(buffer);
	}

	private static ByteString integer(int value) {
		return ByteString.copyFrom(buffer(Integer.BYTES).putInt(value).flip());
	}

	/** A text is preceded by its length. */
	private static ByteString text(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return ByteString.copyFrom(buffer(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes).flip());
	}

	private static ByteBuffer buffer(int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

}
