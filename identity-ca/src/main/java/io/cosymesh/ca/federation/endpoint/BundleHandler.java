package io.cosymesh.ca.federation.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;

/**
 * Answers {@code GET /v1/bundle} with the newest bundle, to anybody, and nothing else
 * (SPIFFE Federation §5.2.1.3 and §5.2.2.3).
 */
final class BundleHandler implements HttpHandler {

	private static final String PATH = "/v1/bundle";

	private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	private final PublishedBundle bundle;

	BundleHandler(PublishedBundle bundle) {
		this.bundle = bundle;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		if (!request.getPath().value().equals(PATH)) {
			return refuse(response, HttpStatus.NOT_FOUND);
		}
		if (!METHODS.contains(request.getMethod())) {
			response.getHeaders().setAllow(METHODS);
			return refuse(response, HttpStatus.METHOD_NOT_ALLOWED);
		}
		byte[] document = SpiffeBundleFormat.write(this.bundle.current()).getBytes(StandardCharsets.UTF_8);
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		response.getHeaders().setContentLength(document.length);
		response.getHeaders().setCacheControl(CacheControl.noCache());
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(document)));
	}

	private static Mono<Void> refuse(ServerHttpResponse response, HttpStatus status) {
		response.setStatusCode(status);
		response.getHeaders().setContentLength(0);
		return response.setComplete();
	}

}
