package io.cosymesh.webui.cosyvoice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.reactivestreams.Publisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.traffic.Cut;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Says in gRPC what the gateway answers in HTTP: speech becomes messages as it comes, and
 * whatever else is answered becomes a status.
 */
final class GrpcAnswer extends ServerHttpResponseDecorator {

	private static final String STATUS = "grpc-status";

	private static final String MESSAGE = "grpc-message";

	private static final MediaType SPEECH = MediaType.parseMediaType("audio/pcm");

	private static final int LARGEST_PROBLEM = 64 * 1024;

	private static final List<String> OF_SPEECH = List.of("X-Sample-Rate", "X-Engine", "X-Seed", "X-Request-Id",
			"X-Language");

	private final Mono<Void> deadline;

	private final AtomicReference<GrpcStatus> status = new AtomicReference<>(GrpcStatus.OK);

	/**
	 * Creates an answer.
	 * @param response the answer as it leaves
	 * @param deadline ends when the caller doesn't wait any longer
	 */
	GrpcAnswer(ServerHttpResponse response, Mono<Void> deadline) {
		super(response);
		this.deadline = deadline;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return isSpeech() ? speak(Flux.from(body))
				: DataBufferUtils.join(body, LARGEST_PROBLEM)
					.map(GrpcAnswer::text)
					.defaultIfEmpty("")
					.flatMap((problem) -> end(GrpcStatus.of(code(), problem)));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return writeWith(Flux.from(body).concatMap((piece) -> piece, 1));
	}

	@Override
	public Mono<Void> setComplete() {
		return isCommitted() ? super.setComplete() : end(GrpcStatus.of(code(), ""));
	}

	/**
	 * Ends the call without any more audio.
	 */
	Mono<Void> end(GrpcStatus end) {
		this.status.set(end);
		prepare();
		return getDelegate().writeAndFlushWith(Flux.empty());
	}

	private Mono<Void> speak(Flux<DataBuffer> audio) {
		prepare();
		SampleGate samples = new SampleGate();
		Flux<DataBuffer> messages = Cut.off(audio, this.deadline.thenReturn(true), GrpcAnswer::late)
			.<byte[]>handle((piece, sink) -> samples.whole(piece).ifPresent(sink::next))
			.map((whole) -> bufferFactory().wrap(GrpcMessages.write(whole)))
			.onErrorResume((error) -> {
				this.status.set(GrpcStatus.of(error));
				return Flux.empty();
			});
		return getDelegate().writeWith(messages);
	}

	static ProblemException late() {
		return ProblemException.of(HttpStatus.GATEWAY_TIMEOUT, "deadline-exceeded", "Gateway Timeout",
				"The deadline of the call passed");
	}

	private void prepare() {
		HttpHeaders headers = getDelegate().getHeaders();
		HttpHeaders all = HttpHeaders.copyOf(headers);
		headers.clear();
		OF_SPEECH
			.forEach((name) -> Optional.ofNullable(all.getFirst(name)).ifPresent((value) -> headers.set(name, value)));
		headers.set(HttpHeaders.CONTENT_TYPE, "application/grpc");
		headers.set(HttpHeaders.TRAILER, STATUS + "," + MESSAGE);
		headers.set("grpc-accept-encoding", "identity");
		getDelegate().setStatusCode(HttpStatus.OK);
		HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(getDelegate());
		response.trailerHeaders((trailers) -> {
			GrpcStatus end = this.status.get();
			trailers.set(STATUS, end.code().number());
			if (!end.message().isEmpty()) {
				trailers.set(MESSAGE, end.encodedMessage());
			}
		});
	}

	private boolean isSpeech() {
		MediaType type = getHeaders().getContentType();
		return code() == HttpStatus.OK.value() && SPEECH.equalsTypeAndSubtype(type);
	}

	private int code() {
		HttpStatusCode code = getStatusCode();
		return (code != null) ? code.value() : HttpStatus.OK.value();
	}

	private static String text(DataBuffer buffer) {
		String text = buffer.toString(StandardCharsets.UTF_8);
		DataBufferUtils.release(buffer);
		return text;
	}

	/**
	 * Keeps samples whole: half of one waits for its other half.
	 */
	private static final class SampleGate {

		private byte[] half = new byte[0];

		Optional<byte[]> whole(DataBuffer piece) {
			int length = this.half.length + piece.readableByteCount();
			byte[] bytes = new byte[length];
			System.arraycopy(this.half, 0, bytes, 0, this.half.length);
			piece.read(bytes, this.half.length, length - this.half.length);
			DataBufferUtils.release(piece);
			int even = length - length % 2;
			this.half = Arrays.copyOfRange(bytes, even, length);
			return (even > 0) ? Optional.of(Arrays.copyOf(bytes, even)) : Optional.empty();
		}

	}

}
