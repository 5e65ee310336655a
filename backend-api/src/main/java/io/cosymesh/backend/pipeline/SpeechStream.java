package io.cosymesh.backend.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Streams of speech between the services, and what must hold of them.
 */
final class SpeechStream {

	private static final List<String> DESCRIPTION = List.of(SpeechHeaders.ENGINE, SpeechHeaders.SAMPLE_RATE,
			SpeechHeaders.SEED, SpeechHeaders.LANGUAGE, SpeechHeaders.SENTENCES, SpeechHeaders.QUEUE_POSITION);

	private static final Duration FIRST_ENCODED = Duration.ofSeconds(60);

	/** Ten minutes; sentences last seconds, the rests between them a minute together. */
	private static final int LONGEST_SENTENCE = 600 * PcmFormat.SAMPLE_RATE * PcmFormat.BYTES_PER_SAMPLE;

	private SpeechStream() {
	}

	static HttpHeaders description(ResponseEntity<?> spoken) {
		HttpHeaders description = new HttpHeaders();
		for (String name : DESCRIPTION) {
			String value = spoken.getHeaders().getFirst(name);
			if (value != null) {
				description.set(name, value);
			}
		}
		return description;
	}

	static String header(ResponseEntity<?> spoken, String name) {
		String value = spoken.getHeaders().getFirst(name);
		if (value == null) {
			throw broken("The engine's answer lacks the header " + name);
		}
		return value;
	}

	/** Waits for the end of a sentence. */
	static Mono<byte[]> join(Flux<DataBuffer> pcm) {
		return DataBufferUtils.join(pcm, LONGEST_SENTENCE).map((joined) -> {
			byte[] samples = new byte[joined.readableByteCount()];
			joined.read(samples);
			return samples;
		}).switchIfEmpty(Mono.error(() -> broken("The engine spoke nothing")));
	}

	/**
	 * Copies what arrives to the heap, so that a stream given up half-way leaves no
	 * pooled buffers behind, wherever they queued.
	 */
	static Flux<DataBuffer> body(ResponseEntity<Flux<DataBuffer>> answer) {
		Flux<DataBuffer> body = answer.getBody();
		return (body != null) ? body.map(SpeechStream::toHeap) : Flux.empty();
	}

	static Flux<DataBuffer> whole(Flux<DataBuffer> pcm) {
		return Flux.defer(() -> {
			AtomicLong bytes = new AtomicLong();
			return pcm.doOnNext((buffer) -> bytes.addAndGet(buffer.readableByteCount()))
				.concatWith(Mono.defer(() -> wholeSamples(bytes.get())));
		});
	}

	static <T> Mono<T> wholeSamples(long bytes) {
		return (bytes % PcmFormat.BYTES_PER_SAMPLE == 0) ? Mono.empty()
				: Mono.error(broken("The engine stopped in the middle of a sample"));
	}

	static Flux<DataBuffer> onceBegun(Flux<DataBuffer> stream, Function<Flux<DataBuffer>, Flux<DataBuffer>> next) {
		return stream.switchOnFirst((first, begun) -> first.hasValue() ? next.apply(begun) : failed(first));
	}

	/**
	 * Waits for the first element of a stream without taking it out, and keeps the stream
	 * open until it is read: only then is there anything to answer with.
	 */
	static <T> Mono<Flux<T>> begun(Flux<T> stream) {
		return stream.switchOnFirst((first, begun) -> first.hasValue() ? Mono.just(begun) : failed(first), false)
			.single();
	}

	/**
	 * Bounds the wait for an encoder that takes speech and gives nothing. What follows
	 * may pause as long as its listener does.
	 */
	static Flux<DataBuffer> inTime(Flux<DataBuffer> encoded) {
		return encoded.timeout(Mono.delay(FIRST_ENCODED))
			.onErrorMap(TimeoutException.class, (late) -> new PeerException.TimedOut("audio-processor", late));
	}

	static ProblemException broken(String cause) {
		return ProblemException
			.of(HttpStatus.BAD_GATEWAY, "speech-failed", "Speech could not be made",
					"The speech broke off before it was whole; try again")
			.causedBy(new IllegalStateException(cause));
	}

	private static DataBuffer toHeap(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
	}

	private static <T> Mono<T> failed(Signal<?> first) {
		Throwable error = first.getThrowable();
		return Mono.error((error != null) ? error : broken("The stream ended without audio"));
	}

}
