package io.cosymesh.mesh.member;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import io.cosymesh.mesh.peer.MeshPeer;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.problem.RequestId;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * Serves {@link Echo}.
 */
@RestController
class EchoController {

	@GetMapping({ "/v1/caller", "/v1/denied", "/v1/public" })
	Echo.Caller caller(@AuthenticationPrincipal MeshPeer peer, ServerWebExchange exchange) {
		HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		return new Echo.Caller((peer != null) ? peer.getName() : "nobody", (peer != null) ? peer.serial() : "-",
				request.version().text(), RequestId.of(exchange).orElseThrow().value());
	}

	@GetMapping("/v1/things/{id}")
	Mono<Echo.Caller> thing(@PathVariable("id") String id) {
		return Mono.error(switch (id) {
			case "bad" -> ProblemException.invalidField("id", "bad-id", "'bad' is no id; use a number");
			case "gone" -> ProblemException.of(org.springframework.http.HttpStatus.NOT_FOUND, "thing-not-found",
					"No such thing", "There is no thing 'gone'");
			default -> new IllegalStateException("the secret is 42");
		});
	}

	@GetMapping("/v1/never")
	Mono<Echo.Caller> never() {
		return Mono.<Echo.Caller>never().timeout(Duration.ofSeconds(30));
	}

	@PostMapping("/v1/notes")
	Echo.Note note(@RequestBody Echo.Note note) {
		return note;
	}

	@GetMapping(path = "/v1/flood", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> flood(ServerWebExchange exchange) {
		return Flux.generate((sink) -> sink.next(exchange.getResponse().bufferFactory().wrap(new byte[16_384])));
	}

	@GetMapping("/v1/late")
	Mono<String> late() {
		return Mono.delay(Duration.ofSeconds(4)).thenReturn("late");
	}

	@PostMapping("/v1/duplex")
	ResponseEntity<Flux<DataBuffer>> duplex(@RequestBody Flux<DataBuffer> body) {
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).body(body);
	}

}
