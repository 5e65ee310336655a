package io.cosymesh.webui.routing;

import java.net.URI;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import io.cosymesh.mesh.client.PeerClients;

import reactor.netty.http.client.HttpClient;

/**
 * Routes {@code /api/**} to backend-api over mutual TLS.
 */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

	private static final String BACKEND = "backend-api";

	// The gateway sends all its requests with this client, so nothing can leave without
	// the peer check. A body
	// that streams through can't be sent twice.
	@Bean
	@Primary
	HttpClient gatewayHttpClient(PeerClients peers) {
		return peers.httpClient(BACKEND).disableRetry(true);
	}

	@Bean
	RouteLocator routes(RouteLocatorBuilder routes, RoutingProperties properties,
			@Value("${cosymesh.peers." + BACKEND + ".url}") URI backend) {
		BackendPassage passage = new BackendPassage(BACKEND, properties.maxRequestSize());
		return routes.routes()
			.route("api", (route) -> route.path("/api/**").filters((filters) -> filters.filter(passage)).uri(backend))
			.build();
	}

	@Bean
	HttpHeadersFilter outwardHeaders() {
		return new OutwardHeadersFilter();
	}

}
