package io.cosymesh.webui.routing;

import java.net.URI;
import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.caller.CallerTokenSigner;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.problem.ProblemDialect;
import io.cosymesh.mesh.problem.ProblemWriter;

import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.WebsocketServerSpec;

/**
 * Routes {@code /api/**}, WebSockets and the routes of others' APIs to backend-api over
 * mutual TLS.
 */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

	private static final String BACKEND = "backend-api";

	@Bean
	GlobalFilter backendRouting(PeerClients peers, ObjectProvider<HttpHeadersFilter> headers) {
		return new BackendRouting(peers.exchange(BACKEND), headers.orderedStream().toList());
	}

	@Bean
	GlobalFilter webSocketRouting(PeerClients peers, ObjectProvider<HttpHeadersFilter> headers,
			RoutingProperties properties) {
		int largest = Math.toIntExact(properties.maxMessageSize().toBytes());
		HandshakeWebSocketService outside = new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(
				() -> WebsocketServerSpec.builder().maxFramePayloadLength(largest)));
		outside.start();
		return new WebSocketRouting(BACKEND,
				new ReactorNettyWebSocketClient(peers.webSocketClient(BACKEND),
						() -> WebsocketClientSpec.builder().maxFramePayloadLength(largest)),
				outside, headers.orderedStream().toList(), properties.handshakeTimeout());
	}

	// Whatever part of the gateway asks for a client gets this one, so nothing can leave
	// without the peer check.
	@Bean
	@Primary
	HttpClient gatewayHttpClient(PeerClients peers) {
		return peers.httpClient(BACKEND);
	}

	@Bean
	RouteLocator routes(RouteLocatorBuilder routes, RoutingProperties properties,
			@Value("${cosymesh.peers." + BACKEND + ".url}") URI backend,
			@Qualifier("cosyVoiceInference") GatewayFilter inference) {
		BackendPassage passage = new BackendPassage(properties.maxRequestSize());
		RouteLocatorBuilder.Builder all = routes.routes()
			.route("live",
					(route) -> route.path("/v1/audio/speech/stream")
						.filters((filters) -> filters.filter(new UpgradeRequest()).filter(passage))
						.uri(backend))
			.route("cosyvoice",
					(route) -> route.method(HttpMethod.POST)
						.and()
						.path("/cosyvoice.CosyVoice/Inference")
						.filters((filters) -> filters.filter(inference).filter(passage))
						.uri(backend))
			.route("api", (route) -> route.path("/api/**").filters((filters) -> filters.filter(passage)).uri(backend));
		for (CompatibleRoute compatible : CompatibleRoute.ALL) {
			all.route(compatible.path(),
					(route) -> route.path(compatible.path())
						.filters((filters) -> filters.filter(compatible).filter(passage))
						.uri(backend));
		}
		return all.build();
	}

	@Bean
	ProblemDialect openAiProblems() {
		return ProblemDialect.openAi(CompatibleRoute.OPENAI);
	}

	@Bean
	ProblemDialect cosyVoiceProblems() {
		return ProblemDialect.fastApi(CompatibleRoute.COSYVOICE);
	}

	@Bean
	MalformedRequests malformedRequests(ProblemWriter problems) {
		return new MalformedRequests(problems);
	}

	@Bean
	CallerStamp callerStamp(SvidSource source, InstantSource clock, WorkloadName self,
			@Value("${cosymesh.peers." + BACKEND + ".identity:" + BACKEND + "}") String backend) {
		return new CallerStamp(new CallerTokenSigner(source, clock), WorkloadName.idOf(backend, self));
	}

	@Bean
	HttpHeadersFilter callerHeader(CallerStamp stamp) {
		return new CallerHeaderFilter(stamp);
	}

	@Bean
	HttpHeadersFilter outwardHeaders() {
		return new OutwardHeadersFilter();
	}

}
