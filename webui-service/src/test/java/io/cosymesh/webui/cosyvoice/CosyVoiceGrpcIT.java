package io.cosymesh.webui.cosyvoice;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.cosyvoice.Request;
import io.cosymesh.cosyvoice.Response;
import io.cosymesh.cosyvoice.crosslingualRequest;
import io.cosymesh.cosyvoice.instructRequest;
import io.cosymesh.cosyvoice.sftRequest;
import io.cosymesh.cosyvoice.zeroshotRequest;
import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * CosyVoice's method, called by gRPC's own client over the gateway's TLS.
 */
@ExtendWith(GatewayExtension.class)
@Timeout(30)
class CosyVoiceGrpcIT {

	private static final MethodDescriptor<Request, Response> INFERENCE = method("cosyvoice.CosyVoice/Inference");

	private final Gateway gateway;

	private final ManagedChannel channel;

	CosyVoiceGrpcIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.channel = NettyChannelBuilder.forAddress("localhost", gateway.port())
			.sslContext(
					GrpcSslContexts.forClient().trustManager(gateway.tlsDirectory().resolve("ca.pem").toFile()).build())
			.build();
	}

	@AfterEach
	void close() {
		this.channel.shutdownNow();
	}

	@Test
	void speechOfASpeakerComesInMessagesOfWholeSamples() {
		Iterator<Response> answer = call(sft("Hello."));
		assertThat(answer.next().getTtsAudio().toStringUtf8()).isEqualTo("ab");
		ByteArrayOutputStream rest = new ByteArrayOutputStream();
		answer.forEachRemaining((message) -> {
			assertThat(message.getTtsAudio().size() % 2).isZero();
			rest.writeBytes(message.getTtsAudio().toByteArray());
		});
		assertThat(rest).hasToString("cdefgh");
		JsonNode order = order();
		assertThat(order.path("voice").asString()).isEqualTo("中文女");
		assertThat(order.path("text").asString()).isEqualTo("Hello.");
		assertThat(order.path("format").asString()).isEqualTo("pcm");
		assertThat(order.path("sampleRate").asString()).isEqualTo("22050");
	}

	@Test
	void nativeRateIsAskedForInMetadata() {
		drain(call(sft("Hello."), (headers) -> with(headers, "x-sample-rate", "native"), CallOptions.DEFAULT));
		assertThat(order().has("sampleRate")).isFalse();
	}

	@Test
	void instructionGoesWithoutTheModelsMarks() {
		drain(call(Request.newBuilder()
			.setInstructRequest(instructRequest.newBuilder()
				.setSpkId("英文女")
				.setTtsText("Hello.")
				.setInstructText("You are a helpful assistant. 请用广东话表达。<|endofprompt|>"))
			.build()));
		assertThat(order().path("mode").asString()).isEqualTo("instruct");
		assertThat(order().path("instruct").asString()).isEqualTo("请用广东话表达。");
	}

	@Test
	void promptGoesAsAWaveFileOfSixteenKilohertz() {
		this.gateway.backend().takeReceived();
		ByteString prompt = ByteString.copyFrom(new byte[64_000]);
		StatusRuntimeException answered = refusal(Request.newBuilder()
			.setZeroShotRequest(
					zeroshotRequest.newBuilder().setTtsText("Hi.").setPromptText("Words.").setPromptAudio(prompt))
			.build());
		// the fake one takes the form and says nothing
		assertThat(answered.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
		assertThat(this.gateway.backend().takeReceived()).isGreaterThan(64_044);
	}

	@Test
	void callerWithoutAKeyIsUnauthenticated() {
		assertThat(code(() -> drain(
				ClientCalls.blockingServerStreamingCall(this.channel, INFERENCE, CallOptions.DEFAULT, sft("Hello.")))))
			.isEqualTo(Status.Code.UNAUTHENTICATED);
		assertThat(code(() -> drain(call(sft("Hello."),
				(headers) -> with(new Metadata(), "authorization", "Bearer wrong"), CallOptions.DEFAULT))))
			.isEqualTo(Status.Code.UNAUTHENTICATED);
	}

	@Test
	void refusalsOfTheBackendAreStatuses() {
		StatusRuntimeException missing = refusal(sft("missing"));
		assertThat(missing.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
		assertThat(missing.getStatus().getDescription()).isEqualTo("voice-not-found 原因");
		assertThat(refusal(sft("busy")).getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
	}

	@Test
	void whatIsWrongWithTheRequestIsAnInvalidArgument() {
		assertThat(refusal(Request.getDefaultInstance()).getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
		assertThat(refusal(Request.newBuilder()
			.setCrossLingualRequest(
					crosslingualRequest.newBuilder().setTtsText("x").setPromptAudio(ByteString.copyFromUtf8("odd")))
			.build()).getStatus().getDescription()).contains("prompt_audio");
	}

	@Test
	void tooLargeARequestExhaustsIt() {
		StatusRuntimeException refused = refusal(Request.newBuilder()
			.setCrossLingualRequest(crosslingualRequest.newBuilder()
				.setTtsText("x")
				.setPromptAudio(ByteString.copyFrom(new byte[5 * 1024 * 1024])))
			.build());
		assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
	}

	@Test
	void otherMethodsAreUnimplemented() {
		assertThat(
				code(() -> drain(ClientCalls.blockingServerStreamingCall(
						ClientInterceptors.intercept(this.channel,
								MetadataUtils
									.newAttachHeadersInterceptor(with(new Metadata(), "authorization", key()))),
						method("cosyvoice.CosyVoice/Other"), CallOptions.DEFAULT, sft("x")))))
			.isEqualTo(Status.Code.UNIMPLEMENTED);
	}

	@Test
	void backendThatIsDownIsUnavailable() {
		this.gateway.backend().down();
		Status.Code code = refusal(sft("Hello.")).getStatus().getCode();
		this.gateway.backend().up();
		assertThat(code).isEqualTo(Status.Code.UNAVAILABLE);
	}

	@Test
	void speechThatBreaksOffEndsWithAnErrorAndWhatThereWas() {
		Iterator<Response> answer = call(sft("broken"));
		assertThat(answer.next().getTtsAudio().toStringUtf8()).isEqualTo("ab");
		assertThat(code(() -> drain(answer))).isIn(Status.Code.UNAVAILABLE, Status.Code.INTERNAL);
	}

	@Test
	void callerWhoCancelsStopsTheBackend() {
		Context.CancellableContext context = Context.current().withCancellation();
		context.run(() -> assertThat(call(sft("slow")).next().getTtsAudio().toStringUtf8()).isEqualTo("ab"));
		context.cancel(null);
		assertThat(this.gateway.backend().cancelled()).succeedsWithin(Duration.ofSeconds(1));
	}

	@Test
	void deadlineStopsTheBackend() {
		Iterator<Response> answer = call(sft("slow"), UnaryOperator.identity(),
				CallOptions.DEFAULT.withDeadlineAfter(3, TimeUnit.SECONDS));
		assertThat(answer.next().getTtsAudio().toStringUtf8()).isEqualTo("ab");
		assertThat(code(() -> drain(answer))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
		assertThat(this.gateway.backend().cancelled()).succeedsWithin(Duration.ofSeconds(2));
	}

	// The caller leaves it to the gateway to keep the time.
	@Test
	void gatewayItselfStopsTheBackendAtTheDeadline() {
		Iterator<Response> answer = call(sft("slow"), (headers) -> with(headers, "grpc-timeout", "3S"),
				CallOptions.DEFAULT);
		assertThat(answer.next().getTtsAudio().toStringUtf8()).isEqualTo("ab");
		assertThat(code(() -> drain(answer))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
		assertThat(this.gateway.backend().cancelled()).succeedsWithin(Duration.ofSeconds(2));
	}

	private JsonNode order() {
		return JsonMapper.shared().readTree(this.gateway.backend().order());
	}

	private Iterator<Response> call(Request request) {
		return call(request, UnaryOperator.identity(), CallOptions.DEFAULT);
	}

	private Iterator<Response> call(Request request, UnaryOperator<Metadata> more, CallOptions options) {
		Metadata headers = more.apply(with(new Metadata(), "authorization", key()));
		return ClientCalls.blockingServerStreamingCall(
				ClientInterceptors.intercept(this.channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
				INFERENCE, options, request);
	}

	private StatusRuntimeException refusal(Request request) {
		StatusRuntimeException[] refused = new StatusRuntimeException[1];
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> drain(call(request)))
			.satisfies((thrown) -> refused[0] = thrown);
		return refused[0];
	}

	private static Status.Code code(Runnable call) {
		Status.Code[] code = new Status.Code[1];
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(call::run)
			.satisfies((thrown) -> code[0] = thrown.getStatus().getCode());
		return code[0];
	}

	private static void drain(Iterator<Response> answer) {
		answer.forEachRemaining((message) -> assertThat(message.getTtsAudio()).isNotEmpty());
	}

	private static Metadata with(Metadata headers, String name, String value) {
		headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
		return headers;
	}

	private static String key() {
		return "Bearer " + Gateway.API_KEY;
	}

	private static Request sft(String text) {
		return Request.newBuilder().setSftRequest(sftRequest.newBuilder().setSpkId("中文女").setTtsText(text)).build();
	}

	private static MethodDescriptor<Request, Response> method(String name) {
		return MethodDescriptor.<Request, Response>newBuilder()
			.setType(MethodDescriptor.MethodType.SERVER_STREAMING)
			.setFullMethodName(name)
			.setRequestMarshaller(ProtoUtils.marshaller(Request.getDefaultInstance()))
			.setResponseMarshaller(ProtoUtils.marshaller(Response.getDefaultInstance()))
			.build();
	}

}
