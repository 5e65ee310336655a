package io.cosymesh.inference.cosyvoice;

import java.util.Arrays;

import io.grpc.Status;

import io.cosymesh.inference.cosyvoice.StandInTriton.Answer;
import io.cosymesh.inference.cosyvoice.StandInTriton.Asked;
import io.cosymesh.openinference.ModelStreamInferResponse;

/**
 * What a Triton can do wrong.
 */
enum TritonMisbehaviour {

	ERROR_MESSAGE("The runtime reported an error",
			(request, out) -> out
				.onNext(ModelStreamInferResponse.newBuilder().setErrorMessage("in ensemble 'cosyvoice3'").build())),

	NO_SOUND("The runtime sent no audio", (request, out) -> out.onNext(StandInTriton.end())),

	NO_END("The runtime broke off its answer", (request, out) -> {
		out.onNext(StandInTriton.piece(new float[1_000]));
		out.onCompleted();
	}),

	FAILED("The runtime answered INTERNAL", (request, out) -> out.onError(Status.INTERNAL.asRuntimeException())),

	NOT_A_NUMBER("The runtime sent sound that is not a number",
			(request, out) -> out.onNext(StandInTriton.piece(new float[] { 0, Float.NaN, 0 }))),

	OTHER_SHAPE("The runtime sent a waveform of another shape",
			(request, out) -> out
				.onNext(StandInTriton.message(StandInTriton.response("waveform", "FP32", new float[100], 1, 99)))),

	TWO_VOICES("The runtime sent a waveform of another shape",
			(request, out) -> out
				.onNext(StandInTriton.message(StandInTriton.response("waveform", "FP32", new float[100], 2, 50)))),

	OTHER_TYPE("The runtime sent something else than a waveform",
			(request, out) -> out
				.onNext(StandInTriton.message(StandInTriton.response("waveform", "INT32", new float[100], 1, 100)))),

	OTHER_NAME("The runtime sent something else than a waveform",
			(request, out) -> out
				.onNext(StandInTriton.message(StandInTriton.response("mel", "FP32", new float[100], 1, 100)))),

	TOO_LARGE("The runtime answered RESOURCE_EXHAUSTED",
			(request, out) -> out.onNext(StandInTriton.piece(new float[1_100_000]))),

	TOO_SHORT("The runtime made 0.0 s of speech", (request, out) -> {
		out.onNext(StandInTriton.piece(new float[500]));
		out.onNext(StandInTriton.end());
	}),

	SILENT("The runtime sent nothing for 5000 ms", (request, out) -> {
	}),

	HANGS_MIDWAY("The runtime sent nothing for 5000 ms", (request, out) -> out.onNext(half(request))),

	BREAKS_OFF_MIDWAY("The runtime broke off its answer", (request, out) -> {
		out.onNext(half(request));
		out.onCompleted();
	}),

	ERROR_MIDWAY("The runtime reported an error", (request, out) -> {
		out.onNext(half(request));
		out.onNext(ModelStreamInferResponse.newBuilder().setErrorMessage("no").build());
	}),

	BABBLES("The runtime made ", (request, out) -> {
		ModelStreamInferResponse half = half(request);
		for (int i = 0; i < 100; i++) {
			out.onNext(half);
		}
	});

	private final String message;

	private final Answer answer;

	TritonMisbehaviour(String message, Answer answer) {
		this.message = message;
		this.answer = answer;
	}

	/** Returns how the failure must be told to begin. */
	String message() {
		return this.message;
	}

	Answer answer() {
		return this.answer;
	}

	private static ModelStreamInferResponse half(Asked request) {
		float[] speech = request.speech();
		return StandInTriton.piece(Arrays.copyOf(speech, speech.length / 2));
	}

}
