package io.cosymesh.webui.cosyvoice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.cosymesh.mesh.problem.RequestId;

import reactor.core.publisher.Mono;

/**
 * Answers calls to CosyVoice's service in gRPC, whoever in the gateway answers: what
 * stands before a caller who may not come in says it in HTTP.
 */
final class GrpcFilter implements WebFilter, Ordered {

	static final String SERVICE = "/cosyvoice.CosyVoice/";

	private static final Logger log = LoggerFactory.getLogger(GrpcFilter.class);

	// Once a request has its id, and before anybody refuses it.
	private static final int AFTER_REQUEST_ID = Ordered.HIGHEST_PRECEDENCE + 20;

	private final InstantSource clock;

	GrpcFilter(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public int getOrder() {
		return AFTER_REQUEST_ID;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!isCall(exchange.getRequest())) {
			return chain.filter(exchange);
		}
		Mono<Void> deadline = GrpcDeadline.parse(exchange.getRequest().getHeaders().getFirst(GrpcDeadline.HEADER))
			.map(this.clock.instant()::plus)
			.map(this::reached)
			.orElseGet(Mono::never);
		GrpcAnswer answer = new GrpcAnswer(exchange.getResponse(), deadline);
		Mono<Void> late = deadline
			.then(Mono.defer(() -> answer.isCommitted() ? Mono.never() : Mono.error(GrpcAnswer.late())));
		return Mono.firstWithSignal(chain.filter(exchange.mutate().response(answer).build()), late)
			.onErrorResume((error) -> refuse(exchange, answer, error));
	}

	private Mono<Void> reached(Instant end) {
		return Mono.defer(() -> Mono.delay(Duration.between(this.clock.instant(), end)).then());
	}

	private static Mono<Void> refuse(ServerWebExchange exchange, GrpcAnswer answer, Throwable error) {
		if (answer.isCommitted()) {
			return Mono.error(error);
		}
		GrpcStatus status = GrpcStatus.of(error);
		if (status.code() == GrpcCode.INTERNAL) {
			log.error("event=failed path={} request={}", exchange.getRequest().getPath().value(),
					RequestId.of(exchange).map(RequestId::value).orElse("-"), error);
		}
		return answer.end(status);
	}

	private static boolean isCall(ServerHttpRequest request) {
		String type = request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
		return request.getPath().value().startsWith(SERVICE) && type != null && type.startsWith("application/grpc")
				&& !type.startsWith("application/grpc-web");
	}

}
