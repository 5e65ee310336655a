package io.cosymesh.mesh.report;

import java.time.Duration;
import java.util.Map;

import reactor.core.publisher.Flux;

import io.cosymesh.mesh.telemetry.TapSignal;

import org.springframework.http.codec.ServerSentEvent;

/**
 * Writes a tap as server-sent events, with a sign of life when nothing happens.
 */
public final class TapStream {

	private static final Duration HEARTBEAT = Duration.ofSeconds(10);

	private static final int PREFETCH = 32;

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

	private static ServerSentEvent<Object> event(TapSignal signal) {
		return switch (signal) {
			case TapSignal.Request request -> ServerSentEvent.<Object>builder(request.event()).event("request").build();
			case TapSignal.Dropped dropped ->
				ServerSentEvent.<Object>builder(Map.of("count", dropped.count())).event("dropped").build();
		};
	}

}
