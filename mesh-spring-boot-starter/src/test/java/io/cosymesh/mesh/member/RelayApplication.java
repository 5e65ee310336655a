package io.cosymesh.mesh.member;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

import io.cosymesh.mesh.client.PeerClients;

/**
 * Asks {@code echo} for whoever asks it: through an HTTP service group, and by passing
 * the request on as the gateway does.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@ImportHttpServices(group = "echo", types = Echo.class, clientType = ClientType.WEB_CLIENT)
@Import(RelayApplication.RelayController.class)
class RelayApplication {

	@RestController
	static class RelayController {

		private final Echo echo;

		private final PeerClients peers;

		RelayController(Echo echo, PeerClients peers) {
			this.echo = echo;
			this.peers = peers;
		}

		@GetMapping("/v1/relay/{id}")
		Mono<Echo.Caller> relay(@PathVariable("id") String id) {
			return id.equals("caller") ? this.echo.caller() : this.echo.thing(id);
		}

		@GetMapping("/v1/passed")
		Mono<String> passed(ServerWebExchange exchange) {
			ClientRequest request = ClientRequest
				.create(HttpMethod.GET, URI.create("https://echo/v1/caller?text=canary"))
				.headers((headers) -> headers.set("traceparent",
						String.valueOf(exchange.getRequest().getHeaders().getFirst("traceparent"))))
				.build();
			return this.peers.exchange("echo")
				.exchange(request)
				.flatMap((answer) -> answer.bodyToMono(byte[].class))
				.map((body) -> new String(body, StandardCharsets.UTF_8));
		}

	}

}
