package io.cosymesh.backend.live;

import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemWriter;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Changes the protocol of a request to a session's.
 */
final class LiveDoor {

	private final WebSocketService sockets;

	private final LiveProperties limits;

	private final InstantSource clock;

	private final RandomGenerator random;

	/** There is none in an application that doesn't listen. */
	private final ObjectProvider<ProblemWriter> problems;

	LiveDoor(WebSocketService sockets, LiveProperties limits, InstantSource clock, RandomGenerator random,
			ObjectProvider<ProblemWriter> problems) {
		this.sockets = sockets;
		this.limits = limits;
		this.clock = clock;
		this.random = random;
		this.problems = problems;
	}

	/** Reads how a session is to be spoken; who names no seed gets one for all of it. */
	Delivery delivery(JsonNode fields) {
		return Delivery.of(fields, this.random.nextLong(Integer.MAX_VALUE));
	}

	/** Runs a session in its place, which it leaves whatever happens. */
	Mono<Void> open(ServerWebExchange exchange, LiveSessions.Place place,
			Function<JsonNode, Mono<Voicing>> configuring) {
		return this.sockets
			.handleRequest(exchange,
					(socket) -> run(new LiveSession(this.limits, this.clock, configuring), socket, exchange, place))
			.doOnError((_) -> place.close())
			.doOnCancel(place::close);
	}

	private Mono<Void> run(LiveSession session, WebSocketSession socket, ServerWebExchange exchange,
			LiveSessions.Place place) {
		place.onStop(session::windUp);
		return session.run(socket, new EventWriter(socket, exchange, this.problems.getObject()))
			.doFinally((_) -> place.close());
	}

}
