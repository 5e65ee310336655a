package io.cosymesh.mesh.benchmarks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;

/**
 * Answers at once, so that nothing but the way there and back is measured.
 */
@RestController
class EchoController {

	/** A second of speech at 24 kHz with 16 bits, in tenths. */
	private static final byte[] TENTH = new byte[4_800];

	private static final int TENTHS = 10;

	private final DataBufferFactory buffers = DefaultDataBufferFactory.sharedInstance;

	@GetMapping("/v1/echo/{id}")
	String echo(@PathVariable String id) {
		return id;
	}

	@GetMapping(path = "/v1/speech/{id}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> speech(@PathVariable String id) {
		return Flux.range(0, TENTHS).map((_) -> this.buffers.wrap(TENTH));
	}

}
