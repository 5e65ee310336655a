package io.cosymesh.mesh.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientHttpObservationDocumentation;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Spans of calls to peers. Spring's web client makes them by itself; for requests that
 * are passed on as they are they are made here, in the same way.
 */
public final class CallSpans {

	static final String PEER_ID = "peer.spiffe_id";

	static final String PEER = "peer.name";

	private static final ClientRequestObservationConvention CONVENTION = new DefaultClientRequestObservationConvention();

	private CallSpans() {
	}

	/**
	 * Names the peer in the span of each call, by the only identity it may have.
	 * @param peer its name
	 * @param identity its SPIFFE ID
	 * @return a filter
	 */
	public static ExchangeFilterFunction naming(String peer, SpiffeId identity) {
		return (request, next) -> Mono.deferContextual((context) -> {
			Observation call = current(context);
			if (call != null) {
				call.highCardinalityKeyValue(PEER, peer).highCardinalityKeyValue(PEER_ID, identity.toString());
			}
			return next.exchange(request);
		});
	}

	/**
	 * Makes a span of each request that is passed on, below the request at hand. What its
	 * caller said of a trace does not go on: the span takes its place.
	 * @param next passes requests on
	 * @param registry makes spans, if they are wanted
	 * @return the same, with spans
	 */
	public static ExchangeFunction around(ExchangeFunction next, ObservationRegistry registry) {
		return registry.isNoop() ? next
				: (request) -> Mono.deferContextual((context) -> observed(request, next, registry, current(context)));
	}

	private static Mono<ClientResponse> observed(ClientRequest request, ExchangeFunction next,
			ObservationRegistry registry, @Nullable Observation parent) {
		ClientRequest.Builder builder = ClientRequest.from(request).headers(CallSpans::forget);
		ClientRequestObservationContext context = new ClientRequestObservationContext(builder);
		Observation call = ClientHttpObservationDocumentation.HTTP_REACTIVE_CLIENT_EXCHANGES
			.observation(null, CONVENTION, () -> context, registry)
			.parentObservation(parent)
			.start();
		ClientRequest sent = builder.build();
		context.setRequest(sent);
		return next.exchange(sent)
			.doOnNext(context::setResponse)
			.doOnError(call::error)
			.doFinally((_) -> call.stop())
			.contextWrite((all) -> all.put(ObservationThreadLocalAccessor.KEY, call));
	}

	private static void forget(HttpHeaders headers) {
		headers.remove("traceparent");
		headers.remove("tracestate");
	}

	private static @Nullable Observation current(ContextView context) {
		return context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
	}

}
