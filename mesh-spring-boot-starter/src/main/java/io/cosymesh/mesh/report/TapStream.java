package io.cosymesh.mesh.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.mesh.telemetry.TapSignal;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Writes a tap as server-sent events, with a sign of life when nothing happens.
 */
public final class TapStream {

	private static final Duration HEARTBEAT = Duration.ofSeconds(10);

	private static final int PREFETCH = 32;

	// What ends at about the same time is written at once: each write costs both ends
	// more than the event in it.
	private static final int MOST_AT_ONCE = 64;

	private static final Duration GATHERING = Duration.ofMillis(50);

	private TapStream() {
	}

	/**
	 * Writes a tap.
	 * @param signals what happens
	 * @return the events, the first a comment at once, so that the watcher knows that it
	 * watches
	 */
	public static Flux<ServerSentEvent<Object>> of(Flux<TapSignal> signals) {
		Flux<ServerSentEvent<Object>> heartbeats = Flux.interval(Duration.ZERO, HEARTBEAT)
			.onBackpressureDrop()
			.map((_) -> ServerSentEvent.builder().comment("alive").build());
		return Flux.merge(PREFETCH, signals.map(TapStream::event), heartbeats);
	}

	/**
	 * Answers with a tap, several events to a write.
	 * @param signals what happens
	 * @param json writes the data of an event
	 * @param response where to write
	 * @return when the watcher has gone, or an error before anything was written
	 */
	static Mono<Void> write(Flux<TapSignal> signals, JsonMapper json, ServerHttpResponse response) {
		response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
		return response.writeAndFlushWith(of(signals).bufferTimeout(MOST_AT_ONCE, GATHERING, true)
			.map((events) -> Mono.just(piece(events, json, response))));
	}

	private static DataBuffer piece(List<ServerSentEvent<Object>> events, JsonMapper json,
			ServerHttpResponse response) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() << 9);
		for (ServerSentEvent<Object> event : events) {
			bytes.writeBytes(event.format().getBytes(StandardCharsets.UTF_8));
			Object data = event.data();
			if (data != null) {
				bytes.writeBytes(json.writeValueAsBytes(data));
				bytes.write('\n');
			}
			bytes.write('\n');
		}
		return response.bufferFactory().wrap(bytes.toByteArray());
	}

	private static ServerSentEvent<Object> event(TapSignal signal) {
		return switch (signal) {
			case TapSignal.Request request -> ServerSentEvent.<Object>builder(request.event()).event("request").build();
			case TapSignal.Dropped dropped ->
				ServerSentEvent.<Object>builder(Map.of("count", dropped.count())).event("dropped").build();
		};
	}

}
