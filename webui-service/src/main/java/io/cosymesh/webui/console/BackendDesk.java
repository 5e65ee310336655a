package io.cosymesh.webui.console;

import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.routing.CallerStamp;

import reactor.core.publisher.Mono;

/**
 * Asks backend-api what its public API doesn't tell, in the name of who asks here. Its
 * refusals are for operators and passed on as they are.
 */
final class BackendDesk {

	private final ExchangeFunction backend;

	private final URI url;

	private final CallerStamp stamp;

	BackendDesk(ExchangeFunction backend, URI url, CallerStamp stamp) {
		this.backend = backend;
		this.url = url;
		this.stamp = stamp;
	}

	Mono<ResponseEntity<byte[]>> ask(HttpMethod method, String path, ServerWebExchange exchange) {
		URI target = UriComponentsBuilder.fromUri(this.url).path(path).build(true).toUri();
		return Account.of(exchange).flatMap((account) -> {
			HttpHeaders headers = new HttpHeaders();
			this.stamp.stamp(headers, CallerStamp.caller(account, exchange.getRequest()), method, target);
			return this.backend
				.exchange(ClientRequest.create(method, target).headers((all) -> all.addAll(headers)).build());
		}).flatMap(BackendDesk::passedOn);
	}

	// Whatever else it says in headers is between the services.
	private static Mono<ResponseEntity<byte[]>> passedOn(ClientResponse answer) {
		HttpHeaders said = answer.headers().asHttpHeaders();
		HttpHeaders kept = new HttpHeaders();
		kept.setContentType(answer.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM));
		if (said.containsHeader(HttpHeaders.RETRY_AFTER)) {
			kept.put(HttpHeaders.RETRY_AFTER, said.getOrEmpty(HttpHeaders.RETRY_AFTER));
		}
		return answer.bodyToMono(byte[].class)
			.defaultIfEmpty(new byte[0])
			.map((body) -> ResponseEntity.status(answer.statusCode()).headers(kept).body(body));
	}

}
