package io.cosymesh.webui.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.report.MeshReport;
import io.cosymesh.mesh.report.TapStream;
import io.cosymesh.mesh.telemetry.TapFilter;
import io.cosymesh.webui.mesh.MeshServices.RefusedException;
import io.cosymesh.webui.mesh.MeshServices.Tapped;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges the taps of all services. A watcher who reads slowly slows the services' events
 * down to where those drop and count them; when it goes, so do they.
 */
final class WholeTap {

	private static final int MOST_WATCHERS = 8;

	private static final int PREFETCH = 16;

	private static final int MOST_TAPS = 256;

	private static final Duration AGAIN = Duration.ofSeconds(2);

	private static final Duration HEARTBEAT = Duration.ofSeconds(10);

	private final MeshServices services;

	private final MeshReport own;

	private final AtomicInteger watchers = new AtomicInteger();

	WholeTap(MeshServices services, MeshReport own) {
		this.services = services;
		this.own = own;
	}

	/**
	 * Watches until cancelled.
	 * @param service whose requests, {@code null} for all
	 * @param filter which of them
	 * @param query the filter as it came
	 */
	Flux<ServerSentEvent<Object>> watch(@Nullable String service, TapFilter filter, String query) {
		return Flux.defer(() -> {
			if (this.watchers.incrementAndGet() > MOST_WATCHERS) {
				this.watchers.decrementAndGet();
				return Flux.error(full());
			}
			return merged(service, filter, query).doFinally((_) -> this.watchers.decrementAndGet());
		});
	}

	int watchers() {
		return this.watchers.get();
	}

	private Flux<ServerSentEvent<Object>> merged(@Nullable String service, TapFilter filter, String query) {
		Flux<ServerSentEvent<Object>> mine = isWanted(service, this.own.service())
				? TapStream.of(this.own.tap(filter)).filter((event) -> event.comment() == null).map(this::ours)
				: Flux.empty();
		Awaited awaited = new Awaited(
				this.services.names().stream().filter((name) -> isWanted(service, name)).toList());
		Flux<ServerSentEvent<Object>> theirs = Flux.fromIterable(awaited.names())
			.flatMap((name) -> following(name, query, awaited), MOST_TAPS, PREFETCH);
		Flux<ServerSentEvent<Object>> heartbeats = awaited.all()
			.thenMany(Flux.interval(Duration.ZERO, HEARTBEAT).onBackpressureDrop())
			.map((_) -> ServerSentEvent.builder().comment("alive").build());
		return Flux.merge(PREFETCH, mine, theirs, heartbeats);
	}

	private static boolean isWanted(@Nullable String wanted, String service) {
		return wanted == null || wanted.equals(service);
	}

	// Says once that a service is away, and goes on when it is back.
	private Flux<ServerSentEvent<Object>> following(String service, String query, Awaited awaited) {
		AtomicBoolean away = new AtomicBoolean();
		return Flux.defer(() -> this.services.taps(service, query))
			.flatMap((tapped) -> events(tapped, away, awaited), MOST_TAPS, PREFETCH)
			.concatWith(Mono
				.error(() -> new RefusedException(new Trouble("ended", "%s ended its tap".formatted(service), ""))))
			.doOnError((_) -> awaited.heardOf(service))
			.onErrorResume((error) -> Mono.justOrEmpty(away.getAndSet(true) ? null : unreachable(service, error)))
			.repeatWhen((ends) -> ends.delayElements(AGAIN));
	}

	private Flux<ServerSentEvent<Object>> events(Tapped tapped, AtomicBoolean away, Awaited awaited) {
		return tapped.events().doOnNext((_) -> {
			away.set(false);
			awaited.heardOf(tapped.service());
		}).flatMapIterable((event) -> passedOn(tapped, event));
	}

	private List<ServerSentEvent<Object>> passedOn(Tapped tapped, ServerSentEvent<String> event) {
		String name = event.event();
		String data = event.data();
		if (name == null || data == null) {
			return List.of();
		}
		JsonNode body = this.services.read(data);
		return switch (name) {
			case "request" -> List.of(request(tapped.service(), body));
			case "dropped" -> List.of(dropped(tapped.service(), body.path("count").asLong(0)));
			default -> List.of();
		};
	}

	// Their numbers are their own.
	private static ServerSentEvent<Object> request(String service, JsonNode body) {
		if (body instanceof ObjectNode members) {
			members.put("id",
					"%s/%s/%s".formatted(service, body.path("instance").asString("-"), body.path("id").asString("-")));
		}
		return event("request", body);
	}

	private ServerSentEvent<Object> ours(ServerSentEvent<Object> event) {
		JsonNode body = this.services.tree(Objects.requireNonNull(event.data()));
		return "request".equals(event.event()) ? request(this.own.service(), body)
				: dropped(this.own.service(), body.path("count").asLong(0));
	}

	private static ServerSentEvent<Object> dropped(String service, long count) {
		return event("dropped", Map.of("service", service, "count", count));
	}

	private static ServerSentEvent<Object> unreachable(String service, Throwable error) {
		Trouble trouble = (error instanceof RefusedException refused) ? refused.trouble() : Trouble.of(service, error);
		return event("unreachable", Map.of("service", service, "detail", trouble.detail()));
	}

	private static ServerSentEvent<Object> event(String name, Object data) {
		return ServerSentEvent.builder(data).event(name).build();
	}

	private static ProblemException full() {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-watchers", "Too many watchers",
					"%d watch already; close another tap first".formatted(MOST_WATCHERS))
			.withRetryAfter(Duration.ofSeconds(10));
	}

	/**
	 * The services whose taps are about to open. The first sign of life waits for them:
	 * whoever has seen it misses nothing from then on.
	 */
	private static final class Awaited {

		private static final Duration LONGEST = Duration.ofSeconds(2);

		private final List<String> names;

		private final Set<String> silent;

		private final Sinks.Empty<Void> all = Sinks.empty();

		Awaited(List<String> names) {
			this.names = names;
			this.silent = ConcurrentHashMap.newKeySet();
			this.silent.addAll(names);
		}

		List<String> names() {
			return this.names;
		}

		void heardOf(String service) {
			if (this.silent.remove(service) && this.silent.isEmpty()) {
				this.all.tryEmitEmpty();
			}
		}

		Mono<Void> all() {
			return this.silent.isEmpty() ? Mono.empty() : this.all.asMono().timeout(LONGEST, Mono.empty());
		}

	}

}
