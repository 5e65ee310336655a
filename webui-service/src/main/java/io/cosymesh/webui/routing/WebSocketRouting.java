package io.cosymesh.webui.routing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;

import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Takes WebSockets to backend-api. It is called first and the protocol outside is changed
 * when it has agreed, so that whoever is refused reads why in an HTTP answer; the
 * gateway's own filter does it the other way round. Neither side is read faster than the
 * other takes it.
 */
final class WebSocketRouting implements GlobalFilter, Ordered {

	private static final int MESSAGES_AHEAD = 8;

	private static final Duration FAREWELL = Duration.ofSeconds(1);

	private static final Duration LATER = Duration.ofSeconds(10);

	private final WebSocketClient backend;

	private final WebSocketService outside;

	private final List<HttpHeadersFilter> headers;

	private final String peer;

	private final Duration patience;

	WebSocketRouting(String peer, WebSocketClient backend, WebSocketService outside, List<HttpHeadersFilter> headers,
			Duration patience) {
		this.patience = patience;
		this.peer = peer;
		this.backend = backend;
		this.outside = outside;
		this.headers = List.copyOf(headers);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		ServerWebExchange asItCame = UpgradeRequest.of(exchange);
		if (asItCame == null || ServerWebExchangeUtils.isAlreadyRouted(exchange)) {
			return chain.filter(exchange);
		}
		ServerWebExchangeUtils.setAlreadyRouted(exchange);
		HttpHeaders kept = HttpHeadersFilter.filterRequest(this.headers, exchange);
		AtomicBoolean agreed = new AtomicBoolean();
		Mono<Void> session = this.backend.execute(url(exchange), kept, (inward) -> {
			agreed.set(true);
			return join(asItCame, inward);
		});
		return Mono.firstWithSignal(session, late(agreed)).onErrorMap(this::named);
	}

	private Mono<Void> late(AtomicBoolean agreed) {
		return Mono.delay(this.patience)
			.then(Mono
				.defer(() -> agreed.get() ? Mono.never() : Mono.error(new PeerException.TimedOut(this.peer, null))));
	}

	private static URI url(ServerWebExchange exchange) {
		URI url = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
		return UriComponentsBuilder.fromUri(url).scheme("wss").build(true).toUri();
	}

	// The service is done once the protocol has changed, and the session long after.
	private Mono<Void> join(ServerWebExchange asItCame, WebSocketSession inward) {
		Sinks.Empty<Void> over = Sinks.empty();
		return this.outside
			.handleRequest(asItCame, (outward) -> exchange(outward, inward).doFinally((_) -> over.tryEmitEmpty()))
			.then(over.asMono());
	}

	// Neither is given up before its farewell is out: a frame that is cancelled on its
	// way
	// arrives empty.
	private static Mono<Void> exchange(WebSocketSession outward, WebSocketSession inward) {
		Sinks.Empty<Void> oneEnded = Sinks.empty();
		Mono<Void> both = Mono.when(
				pass(inward, outward, CloseStatus.SERVER_ERROR).doFinally((_) -> oneEnded.tryEmitEmpty()),
				pass(outward, inward, CloseStatus.GOING_AWAY).doFinally((_) -> oneEnded.tryEmitEmpty()));
		return Mono.firstWithSignal(both, oneEnded.asMono().then(Mono.delay(FAREWELL.multipliedBy(5))).then());
	}

	/**
	 * Copies a message, which may wait for nobody and has to leave nothing behind then.
	 */
	private static WebSocketMessage kept(WebSocketMessage message) {
		byte[] bytes = new byte[message.getPayload().readableByteCount()];
		message.getPayload().read(bytes);
		return new WebSocketMessage(message.getType(), DefaultDataBufferFactory.sharedInstance.wrap(bytes));
	}

	/** Passes on what one side says until it ends, and how it ended. */
	private static Mono<Void> pass(WebSocketSession from, WebSocketSession to, CloseStatus unlessSaid) {
		// Not to be cancelled: that would say an empty farewell to whoever is read.
		Flux<WebSocketMessage> said = from.receive().map(WebSocketRouting::kept).publish(MESSAGES_AHEAD).autoConnect();
		return to.send(said)
			// Whoever is gone is so for both directions, and one of them knows how.
			.onErrorComplete()
			.then(Mono.defer(() -> from.closeStatus().timeout(FAREWELL, Mono.empty())))
			.map((status) -> isSendable(status) ? status : unlessSaid)
			.defaultIfEmpty(unlessSaid)
			.flatMap(to::close)
			.onErrorComplete();
	}

	// Some codes say that none was sent, and can't be sent themselves.
	private static boolean isSendable(CloseStatus status) {
		int code = status.getCode();
		return code >= 1000 && code != 1004 && code != 1005 && code != 1006 && code != 1015;
	}

	private Throwable named(Throwable error) {
		WebSocketClientHandshakeException refused = refusal(error);
		if (refused == null || refused.response() == null) {
			return error;
		}
		HttpStatusCode status = HttpStatusCode.valueOf(refused.response().status().code());
		String retryAfter = refused.response().headers().get(HttpHeaders.RETRY_AFTER);
		if (status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)) {
			return ProblemException
				.of(status, "too-many-sessions", "Too many sessions",
						"You have as many sessions open as you may; close one, or try again later")
				.withRetryAfter(LATER);
		}
		return new PeerException.Answered(this.peer, status, null, retryAfter);
	}

	private static @Nullable WebSocketClientHandshakeException refusal(Throwable error) {
		for (Throwable current = error; current != null; current = current.getCause()) {
			if (current instanceof WebSocketClientHandshakeException refused) {
				return refused;
			}
		}
		return null;
	}

}
