package io.cosymesh.mesh.telemetry;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import io.cosymesh.mesh.audit.DecidedRequest;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.telemetry.Connections.Known;
import io.cosymesh.mesh.telemetry.Finished.Ending;
import io.cosymesh.mesh.tracing.CurrentTrace;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A request to this process, from its first byte to the last of its answer.
 */
final class InboundRequest {

	// By name: a starter without a gateway doesn't have the class.
	private static final String GATEWAY_PATH = "org.springframework.cloud.gateway.support.ServerWebExchangeUtils."
			+ "gatewayPredicateMatchedPathAttr";

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final int OK = 200;

	private final InboundWatch watch;

	private final ServerHttpRequest request;

	private final ServerHttpResponse response;

	private final Known connection;

	private final long started;

	private final @Nullable AtomicLong sent;

	private volatile long firstByte = -1;

	private volatile @Nullable TrafficRow row;

	InboundRequest(InboundWatch watch, ServerHttpRequest request, ServerHttpResponse response, Known connection) {
		this.watch = watch;
		this.request = request;
		this.connection = connection;
		this.started = watch.nanos();
		// Bytes are counted for watchers alone.
		this.sent = watch.tap().isWatched() ? new AtomicLong() : null;
		this.response = (this.sent != null) ? new CountedResponse(response, this.sent) : response;
		response.beforeCommit(this::answerBegins);
	}

	ServerHttpResponse response() {
		return this.response;
	}

	private Mono<Void> answerBegins() {
		this.firstByte = this.watch.nanos() - this.started;
		row();
		return Mono.empty();
	}

	void end(SignalType signal) {
		Optional<DecidedRequest> decided = decided();
		int status = status();
		String outcome = outcome(decided.map(DecidedRequest::decision).orElse(null), status);
		Finished finished = new Finished(status, this.firstByte, ending(signal), outcome.equals(TapEvent.DENIED), 0,
				null);
		TrafficRow mine = row();
		Traffic traffic = this.watch.traffic();
		mine.end(finished, traffic.clock().millis());
		if (this.sent != null && this.watch.tap().isWatched() && !mine.key().observing()) {
			this.watch.tap()
				.tell(event(mine.key(), finished, outcome, decided.orElse(null)), this.request.getHeaders());
		}
	}

	private TrafficRow row() {
		TrafficRow known = this.row;
		if (known == null) {
			known = find(decided().map(DecidedRequest::decision).orElse(null));
			this.row = known;
			known.begin();
		}
		return known;
	}

	private TrafficRow find(@Nullable Decision decision) {
		String rule = (decision != null) ? decision.rule() : Decision.NONE;
		boolean observing = (decision == null || decision.letsThrough())
				&& Observing.is(this.request.getPath().value());
		if (this.request.getAttributes()
			.get(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof PathPattern pattern) {
			HttpMethod method = this.request.getMethod();
			String template = pattern.getPatternString();
			return this.connection.rows()
				.of(method, template, rule, observing, () -> row(RouteNames.of(method, template), rule, observing));
		}
		return row(unhandled(decision), rule, observing);
	}

	private TrafficRow row(String route, String rule, boolean observing) {
		return this.watch.traffic()
			.table()
			.row(new TrafficKey(Direction.INBOUND, this.connection.edge().peer(), route, rule, this.connection.tls(),
					observing));
	}

	// What no handler of this process answers.
	private String unhandled(@Nullable Decision decision) {
		Optional<String> configured = this.watch.routes()
			.of(this.request.getMethod(), () -> this.request.getPath().pathWithinApplication());
		if (configured.isPresent()) {
			return configured.get();
		}
		if (decision != null && !decision.route().equals(Decision.NONE)) {
			return decision.route();
		}
		return (this.request.getAttributes().get(GATEWAY_PATH) instanceof String path)
				? RouteNames.of(this.request.getMethod(), path) : TrafficTable.OTHER;
	}

	private Optional<DecidedRequest> decided() {
		return DecidedRequest.in(this.request.getAttributes());
	}

	private int status() {
		if (this.firstByte < 0) {
			return 0;
		}
		HttpStatusCode status = this.response.getStatusCode();
		if (status != null) {
			return status.value();
		}
		return this.request.getHeaders().containsHeader(HttpHeaders.UPGRADE) ? SWITCHING_PROTOCOLS : OK;
	}

	// Without a policy, who may do what is decided by the application, and its status
	// says.
	private static String outcome(@Nullable Decision decision, int status) {
		if (decision == null) {
			return (status == 401 || status == 403) ? TapEvent.DENIED : TapEvent.ALLOWED;
		}
		return decision.letsThrough() ? decision.outcome() : TapEvent.DENIED;
	}

	private static Ending ending(SignalType signal) {
		return switch (signal) {
			case CANCEL -> Ending.CANCELLED;
			case ON_ERROR -> Ending.BROKEN;
			default -> Ending.COMPLETE;
		};
	}

	private TapEvent event(TrafficKey key, Finished finished, String outcome, @Nullable DecidedRequest decided) {
		Traffic traffic = this.watch.traffic();
		Decision decision = (decided != null) ? decided.decision() : null;
		long took = this.watch.nanos() - this.started;
		AtomicLong bytes = this.sent;
		return new TapEvent.Builder(traffic.clock().instant().minusNanos(took), key.direction(), key.peer(),
				traffic.self())
			.request(protocol(), RouteNames.method(this.request.getMethod()), key.route(),
					RouteNames.shown(this.request.getPath().value(), key.route()))
			.answer(finished.status(), finished.firstByteNanos(), took,
					finished.ending() == Ending.COMPLETE ? null : finished.ending().word())
			.bytes(this.request.getHeaders().getContentLength(), (bytes != null) ? bytes.get() : 0)
			.decided(outcome, key.rule(),
					(decision != null) ? decision.reason().map(Decision.Reason::code).orElse(null) : null)
			.trace(CurrentTrace.idOf(this.request.getAttributes()).orElse(null))
			.build();
	}

	private String protocol() {
		return Protocols.of(this.request);
	}

}
