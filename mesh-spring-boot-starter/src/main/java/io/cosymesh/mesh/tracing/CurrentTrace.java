package io.cosymesh.mesh.tracing;

import java.util.Map;
import java.util.Optional;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * The trace that a request belongs to: the one that its W3C {@code traceparent} names, or
 * one that begins with it. Every request has one, sampled or not.
 */
public final class CurrentTrace {

	private CurrentTrace() {
	}

	/**
	 * Returns the trace of a request.
	 * @param exchange the request
	 * @return its trace id, 32 hexadecimal digits; empty where nothing traces
	 */
	public static Optional<String> idOf(ServerWebExchange exchange) {
		return idOf(exchange.getAttributes());
	}

	/**
	 * Returns the trace of a request.
	 * @param attributes its attributes
	 * @return its trace id, 32 hexadecimal digits; empty where nothing traces
	 */
	public static Optional<String> idOf(Map<String, Object> attributes) {
		return ServerRequestObservationContext.findCurrent(attributes)
			.map((context) -> (TracingContext) context.get(TracingContext.class))
			.map(TracingContext::getSpan)
			.map(Span::context)
			.map((context) -> context.traceId())
			.filter((id) -> !id.isEmpty());
	}

}
