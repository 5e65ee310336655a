package io.cosymesh.mesh.member;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the services of these tests say to each other.
 */
@HttpExchange
public interface Echo {

	@GetExchange("/v1/caller")
	Mono<Caller> caller();

	@GetExchange("/v1/denied")
	Mono<Caller> denied();

	@GetExchange("/v1/things/{id}")
	Mono<Caller> thing(@PathVariable("id") String id);

	@GetExchange("/v1/never")
	Mono<Caller> never();

	@PostExchange("/v1/notes")
	Mono<Note> note(@RequestBody Note note);

	@PostExchange(url = "/v1/duplex", contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Mono<ResponseEntity<Flux<DataBuffer>>> duplex(@RequestBody Flux<DataBuffer> body);

	record Caller(String id, String serial, String protocol, String requestId) {
	}

	record Note(String text, Integer pages) {
	}

}
