package io.cosymesh.inference.cosyvoice;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.openinference.ModelInferRequest;
import io.cosymesh.openinference.ModelReadyRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Triton with the model {@code cosyvoice3} of CosyVoice's repository, over gRPC. It
 * clones from a recording with a transcript and can do nothing else.
 */
final class TritonRuntime implements SpeechRuntime {

	private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(5);

	private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

	private static final int USUAL_PORT = 8001;

	private static final int USUAL_TLS_PORT = 443;

	private static final AnswerFormat FORMAT = new AnswerFormat(PcmFormat.SAMPLE_RATE, OptionalLong.empty());

	private final CosyVoiceProperties properties;

	private final EndOfPrompt mark;

	private final ManagedChannel channel;

	TritonRuntime(CosyVoiceProperties properties) {
		properties.triton().speakerCache().check();
		this.properties = properties;
		this.mark = new EndOfPrompt(properties.prefix());
		this.channel = channel(RuntimeAddress.checked(properties.url()), properties);
	}

	@Override
	public void check(Utterance utterance) throws RefusedOrderException {
		if (utterance.instruction() != null) {
			throw new RefusedOrderException("instruct", "instruct-not-supported",
					"This engine follows no instructions and speaks no Cantonese, which needs one; leave 'instruct' out");
		}
		if (utterance.speed() != 1) {
			throw new RefusedOrderException("speed", "speed-not-supported",
					"This engine speaks at the speaker's own speed; leave speed at 1");
		}
		if (utterance.transcript() == null) {
			throw new RefusedOrderException("transcript", "transcript-missing",
					"This engine needs to know what is said in the recording; give its transcript");
		}
	}

	@Override
	public Take take(Utterance utterance, PlausibleLength length, long seed) {
		String transcript = Objects.requireNonNull(utterance.transcript(), "Checked when the speech was opened");
		ModelInferRequest request = TritonRequest.of(this.properties.triton().model(), utterance.recording(),
				this.mark.before(transcript), utterance.text());
		Arrivals arrivals = new Arrivals();
		Flux.<byte[]>create((sink) -> send(request, sink)).subscribe(arrivals);
		return new Take(arrivals, () -> FORMAT, length, this.properties.wholeSegments());
	}

	@Override
	public void checkHealth() throws RuntimeFailureException {
		ModelReadyRequest question = ModelReadyRequest.newBuilder().setName(this.properties.triton().model()).build();
		this.channel.resetConnectBackoff();
		try {
			if (!ClientCalls.blockingUnaryCall(this.channel, TritonProtocol.READY, within(HEALTH_PATIENCE), question)
				.getReady()) {
				throw new RuntimeFailureException(Kind.BROKEN, "The runtime says it is not well");
			}
		}
		catch (StatusRuntimeException ex) {
			throw GrpcFaults.of(ex);
		}
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

	private void send(ModelInferRequest request, FluxSink<byte[]> sink) {
		// Who asks now doesn't wait for the pause after an earlier failure.
		this.channel.resetConnectBackoff();
		StreamObserver<ModelInferRequest> requests = ClientCalls.asyncBidiStreamingCall(
				this.channel.newCall(TritonProtocol.INFER, within(this.properties.timeouts().segment())),
				new TritonStream(sink));
		requests.onNext(request);
	}

	private static CallOptions within(Duration patience) {
		return CallOptions.DEFAULT.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
	}

	private static ManagedChannel channel(URI url, CosyVoiceProperties properties) {
		boolean secure = "https".equals(url.getScheme());
		int port = secure ? USUAL_TLS_PORT : USUAL_PORT;
		NettyChannelBuilder builder = NettyChannelBuilder
			.forAddress(url.getHost(), (url.getPort() > 0) ? url.getPort() : port)
			.maxInboundMessageSize(LARGEST_ANSWER)
			.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS,
					Math.toIntExact(properties.timeouts().connect().toMillis()))
			.disableRetry();
		String key = properties.apiKey();
		if (key != null) {
			Metadata head = new Metadata();
			head.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
			builder.intercept(MetadataUtils.newAttachHeadersInterceptor(head));
		}
		return secure ? builder.build() : builder.usePlaintext().build();
	}

}
