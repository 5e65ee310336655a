package io.cosymesh.mesh.member;

import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives and takes, or doesn't.
 */
@RestController
class HoardController {

	private final AtomicInteger ignored = new AtomicInteger();

	@GetMapping(path = "/v1/bytes/{bytes}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> give(@PathVariable("bytes") int bytes) {
		return body(bytes);
	}

	@PostMapping("/v1/bytes")
	Mono<String> take(@RequestBody Flux<DataBuffer> body) {
		return body.map(HoardController::release).reduce(0L, Long::sum).map(String::valueOf);
	}

	@GetMapping(path = "/v1/flood", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> flood() {
		return endless();
	}

	@GetMapping("/v1/silent")
	Mono<String> silent() {
		return Mono.never();
	}

	@PostMapping("/v1/deaf")
	Mono<String> ignore() {
		return Mono.<String>never()
			.doFirst(this.ignored::incrementAndGet)
			.doFinally((_) -> this.ignored.decrementAndGet());
	}

	int ignored() {
		return this.ignored.get();
	}

	@GetMapping("/v1/refusal")
	ResponseEntity<String> refuse() {
		return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body("no");
	}

	@PostMapping("/v1/refusal")
	ResponseEntity<String> refuseToRead() {
		return refuse();
	}

	static Flux<DataBuffer> endless() {
		return body(1000).repeat();
	}

	static Flux<DataBuffer> body(int bytes) {
		return Flux.range(0, bytes / 1000).map((_) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[1000]));
	}

	static long release(DataBuffer buffer) {
		int bytes = buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
