package io.cosymesh.inference.cosyvoice;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import io.cosymesh.openinference.InferParameter;
import io.cosymesh.openinference.ModelInferRequest;
import io.cosymesh.openinference.ModelInferResponse;
import io.cosymesh.openinference.ModelStreamInferResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * One request on a stream of its own. It ends with the answer that says so; a stream that
 * ends without one broke off. Nobody holds the model up: a whole answer is at most 3 MB.
 */
final class TritonStream implements ClientResponseObserver<ModelInferRequest, ModelStreamInferResponse> {

	private static final String FINAL = "triton_final_response";

	/** The model stops at 750 tokens, 25 a second, in the middle of a word. */
	private static final double CUT_OFF_SECONDS = 29.9;

	private final FluxSink<byte[]> sink;

	private @Nullable ClientCallStreamObserver<ModelInferRequest> call;

	private long made;

	private boolean ended;

	TritonStream(FluxSink<byte[]> sink) {
		this.sink = sink;
	}

	@Override
	public void beforeStart(ClientCallStreamObserver<ModelInferRequest> call) {
		this.call = call;
		this.sink.onCancel(() -> call.cancel("Nobody listens any more", null));
	}

	@Override
	public void onNext(ModelStreamInferResponse message) {
		try {
			if (!message.getErrorMessage().isEmpty()) {
				throw new RuntimeFailureException(Kind.BROKEN, "The runtime reported an error");
			}
			take(message.getInferResponse());
		}
		catch (RuntimeFailureException ex) {
			end(ex);
			if (this.call != null) {
				this.call.cancel("The answer is unusable", ex);
			}
		}
	}

	@Override
	public void onError(Throwable failure) {
		end(GrpcFaults.of(failure));
	}

	@Override
	public void onCompleted() {
		end(new RuntimeFailureException(Kind.BROKEN, "The runtime broke off its answer"));
	}

	/** Whatever the call comes to after the final answer changes nothing. */
	private void end(RuntimeFailureException failure) {
		if (!this.ended && !this.sink.isCancelled()) {
			this.ended = true;
			this.sink.error(failure);
		}
	}

	private void take(ModelInferResponse response) throws RuntimeFailureException {
		byte[] pcm = Waveform.pcm(response);
		this.made += pcm.length;
		if (PcmFormat.seconds(this.made) >= CUT_OFF_SECONDS) {
			throw new RuntimeFailureException(Kind.IMPLAUSIBLE, "The runtime made more speech than it can end");
		}
		if (pcm.length > 0) {
			this.sink.next(pcm);
		}
		if (response.getParametersOrDefault(FINAL, InferParameter.getDefaultInstance()).getBoolParam()) {
			this.ended = true;
			this.sink.complete();
			if (this.call != null) {
				this.call.onCompleted();
			}
		}
	}

}
