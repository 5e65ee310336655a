package io.cosymesh.webui.cosyvoice;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.factory.rewrite.CachedBodyOutputMessage;
import org.springframework.cloud.gateway.support.BodyInserterContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes a call of CosyVoice a request to the public API, which then goes the way of all.
 */
final class InferenceCall implements GatewayFilter {

	/** Metadata that asks for another rate than the configured one. */
	static final String SAMPLE_RATE = "x-sample-rate";

	private static final String NATIVE = "native";

	private static final Pattern RATE = Pattern.compile(NATIVE + "|\\d{4,5}");

	private final CosyVoiceProperties properties;

	InferenceCall(CosyVoiceProperties properties) {
		this.properties = properties;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		if (!(exchange.getResponse() instanceof GrpcAnswer)) {
			return Mono.error(ProblemException.invalidField("Content-Type", "unsupported-media-type",
					"Call this in gRPC, with the content type application/grpc"));
		}
		int largest = Math.toIntExact(this.properties.maxMessage().toBytes()) + GrpcMessages.PREFIX;
		return DataBufferUtils.join(exchange.getRequest().getBody(), largest)
			.map(InferenceCall::bytes)
			.defaultIfEmpty(new byte[0])
			.map((body) -> SpokenInference.of(GrpcMessages.read(body), rate(exchange.getRequest())))
			.flatMap((inference) -> written(exchange, inference))
			.flatMap((request) -> chain.filter(exchange.mutate().request(request).build()));
	}

	private @Nullable String rate(ServerHttpRequest request) {
		String asked = request.getHeaders().getFirst(SAMPLE_RATE);
		String rate = (asked != null) ? asked : this.properties.sampleRate();
		if (!RATE.matcher(rate).matches()) {
			throw ProblemException.invalidField(SAMPLE_RATE, "invalid-field",
					"'%s' must be native or samples per second".formatted(SAMPLE_RATE));
		}
		return rate.equals(NATIVE) ? null : rate;
	}

	private static Mono<ServerHttpRequest> written(ServerWebExchange exchange, SpokenInference inference) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(inference.type());
		CachedBodyOutputMessage message = new CachedBodyOutputMessage(exchange, headers);
		return inference.body()
			.insert(message, new BodyInserterContext())
			.then(Mono.fromSupplier(() -> rewritten(exchange.getRequest(), inference, message)));
	}

	private static ServerHttpRequest rewritten(ServerHttpRequest call, SpokenInference inference,
			CachedBodyOutputMessage message) {
		ServerHttpRequest request = call.mutate().path(inference.path()).headers((headers) -> {
			headers.remove(HttpHeaders.CONTENT_LENGTH);
			headers.setContentType(message.getHeaders().getContentType());
			headers.setAccept(List.of(MediaType.ALL));
		}).build();
		return new ServerHttpRequestDecorator(request) {
			@Override
			public Flux<DataBuffer> getBody() {
				return message.getBody();
			}
		};
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
