package io.cosymesh.inference.cosyvoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.openinference.InferParameter;
import io.cosymesh.openinference.ModelInferRequest;
import io.cosymesh.openinference.ModelInferResponse;
import io.cosymesh.openinference.ModelInferResponse.InferOutputTensor;
import io.cosymesh.openinference.ModelReadyRequest;
import io.cosymesh.openinference.ModelReadyResponse;
import io.cosymesh.openinference.ModelStreamInferResponse;

/**
 * A Triton that answers in the pitch of the recording it gets, or in whatever wrong way
 * it is told to.
 */
final class StandInTriton implements AutoCloseable {

	private static final int PIECE = 9_000;

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final List<String> authorizations = new CopyOnWriteArrayList<>();

	private final AtomicInteger cancelled = new AtomicInteger();

	private volatile Answer answer = StandInTriton::speak;

	private volatile boolean ready = true;

	private final Server server;

	StandInTriton() {
		this(0);
	}

	StandInTriton(int port) {
		try {
			this.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
				.addService((BindableService) this::service)
				.intercept(new ServerInterceptor() {

					@Override
					public <A, B> ServerCall.Listener<A> interceptCall(ServerCall<A, B> call, Metadata head,
							ServerCallHandler<A, B> next) {
						StandInTriton.this.authorizations.add(String
							.valueOf(head.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER))));
						return next.startCall(call, head);
					}

				})
				.build()
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getPort();
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	/** Answers like this from now on. */
	void answers(Answer answer) {
		this.answer = answer;
	}

	/** Answers like this once. */
	void answersOnce(Answer once) {
		this.answer = (request, out) -> {
			this.answer = StandInTriton::speak;
			once.give(request, out);
		};
	}

	void isReady(boolean ready) {
		this.ready = ready;
	}

	void forget() {
		this.asked.clear();
		this.cancelled.set(0);
	}

	List<Asked> asked() {
		return this.asked;
	}

	List<String> authorizations() {
		return this.authorizations;
	}

	int cancelled() {
		return this.cancelled.get();
	}

	@Override
	public void close() {
		this.server.shutdownNow();
	}

	static void speak(Asked request, StreamObserver<ModelStreamInferResponse> out) {
		float[] speech = request.speech();
		for (int i = 0; i < speech.length; i += PIECE) {
			out.onNext(piece(Arrays.copyOfRange(speech, i, Math.min(speech.length, i + PIECE))));
		}
		out.onNext(end());
	}

	static ModelStreamInferResponse piece(float[] samples) {
		return message(response("waveform", "FP32", samples, 1, samples.length));
	}

	static ModelInferResponse.Builder response(String name, String type, float[] samples, long... shape) {
		ByteBuffer raw = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		raw.asFloatBuffer().put(samples);
		InferOutputTensor.Builder tensor = InferOutputTensor.newBuilder().setName(name).setDatatype(type);
		Arrays.stream(shape).forEach(tensor::addShape);
		return ModelInferResponse.newBuilder().addOutputs(tensor).addRawOutputContents(ByteString.copyFrom(raw));
	}

	static ModelStreamInferResponse end() {
		return message(ModelInferResponse.newBuilder()
			.putParameters("triton_final_response", InferParameter.newBuilder().setBoolParam(true).build()));
	}

	static ModelStreamInferResponse message(ModelInferResponse.Builder response) {
		return ModelStreamInferResponse.newBuilder().setInferResponse(response).build();
	}

	private ServerServiceDefinition service() {
		return ServerServiceDefinition.builder(TritonProtocol.SERVICE)
			.addMethod(TritonProtocol.READY, ServerCalls.asyncUnaryCall(this::tellWhetherReady))
			.addMethod(TritonProtocol.INFER, ServerCalls.asyncBidiStreamingCall(this::converse))
			.build();
	}

	private void tellWhetherReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> out) {
		boolean known = request.getName().equals("cosyvoice3");
		out.onNext(ModelReadyResponse.newBuilder().setReady(this.ready && known).build());
		out.onCompleted();
	}

	private StreamObserver<ModelInferRequest> converse(StreamObserver<ModelStreamInferResponse> out) {
		((ServerCallStreamObserver<?>) out).setOnCancelHandler(this.cancelled::incrementAndGet);
		boolean limited = Context.current().getDeadline() != null;
		return new StreamObserver<>() {

			@Override
			public void onNext(ModelInferRequest request) {
				Asked heard = new Asked(request, limited);
				StandInTriton.this.asked.add(heard);
				StandInTriton.this.answer.give(heard, out);
			}

			@Override
			public void onError(Throwable failure) {
				// The handler has counted it.
			}

			@Override
			public void onCompleted() {
				out.onCompleted();
			}

		};
	}

	/**
	 * How to answer.
	 */
	@FunctionalInterface
	interface Answer {

		void give(Asked request, StreamObserver<ModelStreamInferResponse> out);

	}

	/**
	 * A request as it came.
	 *
	 * @param message all of it
	 * @param limited whether it has a deadline
	 */
	record Asked(ModelInferRequest message, boolean limited) {

		List<String> inputs() {
			return this.message.getInputsList()
				.stream()
				.map((input) -> "%s %s %s".formatted(input.getName(), input.getDatatype(), input.getShapeList()))
				.toList();
		}

		float[] reference() {
			float[] reference = new float[raw(0).remaining() / Float.BYTES];
			raw(0).asFloatBuffer().get(reference);
			return reference;
		}

		int referenceLength() {
			return raw(1).getInt();
		}

		String transcript() {
			return text(2);
		}

		String text() {
			return text(3);
		}

		double seconds() {
			return 0.6 + 0.1 * text().length();
		}

		float[] speech() {
			byte[] pcm = StandInRuntime.pcm(Resampler.convert(reference(), 16_000, 24_000));
			return SyntheticSpeaker.speak(Listening.medianPitchHz(pcm), seconds());
		}

		private String text(int input) {
			ByteBuffer raw = raw(input);
			byte[] text = new byte[raw.getInt()];
			raw.get(text);
			return new String(text, StandardCharsets.UTF_8);
		}

		private ByteBuffer raw(int input) {
			return this.message.getRawInputContents(input).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
		}

	}

}
