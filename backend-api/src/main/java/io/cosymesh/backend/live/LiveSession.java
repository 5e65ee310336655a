package io.cosymesh.backend.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;

import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/**
 * One session: what its client says, in order, and what it is told. It ends with its
 * client, whatever is being made.
 */
final class LiveSession {

	private static final int MOST_REFUSALS = 20;

	private static final int LOOKS_AT_IDLENESS = 4;

	private static final Duration FAREWELL = Duration.ofSeconds(5);

	private static final Duration OTHERS = Duration.ofSeconds(1);

	private final LiveProperties limits;

	private final InstantSource clock;

	private final Function<JsonNode, Mono<Voicing>> configuring;

	private final LiveTexts texts;

	private final Sinks.Many<LiveEvent> notices = Sinks.many().unicast().onBackpressureBuffer();

	private final Sinks.Empty<Void> ended = Sinks.empty();

	private volatile Instant lastSign;

	private volatile CloseStatus status = CloseStatus.NORMAL;

	private volatile boolean leaving;

	private int refusals;

	private boolean over;

	/**
	 * Begins a session.
	 * @param limits its limits
	 * @param clock what time it is
	 * @param configuring finds the voice that is asked for
	 */
	LiveSession(LiveProperties limits, InstantSource clock, Function<JsonNode, Mono<Voicing>> configuring) {
		this.limits = limits;
		this.texts = new LiveTexts(limits);
		this.clock = clock;
		this.configuring = configuring;
		this.lastSign = clock.instant();
	}

	/** Speaks and listens until the session is over. */
	Mono<Void> run(WebSocketSession socket, EventWriter writer) {
		// A frame is gone once this returns, so its words are taken out at once.
		Mono<Void> input = socket.receive()
			.map((frame) -> (frame.getType() == WebSocketMessage.Type.TEXT) ? frame.getPayloadAsText()
					: frame.getType())
			.concatMap(this::accept)
			.onErrorResume(LiveSession::isTooLarge, (_) -> tooLarge())
			.then(Mono.defer(this::unlessLeaving));
		Flux<WebSocketMessage> events = Flux
			.merge(1, this.notices.asFlux(), this.texts.events().doOnComplete(this.notices::tryEmitComplete))
			.doOnNext((_) -> this.lastSign = this.clock.instant())
			.concatMapIterable(writer::write, 1);
		Mono<Void> output = Mono
			.firstWithSignal(socket.send(events), this.ended.asMono().then(Mono.delay(FAREWELL)).then())
			.then(Mono.defer(() -> leave(socket)));
		return Mono.firstWithSignal(input, output, watch());
	}

	private Mono<Void> leave(WebSocketSession socket) {
		this.leaving = true;
		return socket.close(this.status);
	}

	/**
	 * A client that left ends everything at once; a farewell that is cancelled on its way
	 * would arrive empty.
	 */
	private Mono<Void> unlessLeaving() {
		return this.leaving ? Mono.delay(FAREWELL).then() : Mono.empty();
	}

	private Mono<Void> watch() {
		Flux<Long> idle = Flux.interval(this.limits.idleTime().dividedBy(LOOKS_AT_IDLENESS))
			.onBackpressureDrop()
			.filter((_) -> isIdle())
			.take(1)
			.doOnNext((_) -> fail(LiveProblems.idle(this.limits.idleTime())));
		Mono<Long> tooLong = Mono.delay(this.limits.sessionTime())
			.doOnNext((_) -> fail(LiveProblems.over(this.limits.sessionTime())));
		return Flux.merge(idle, tooLong).then(Mono.never());
	}

	/**
	 * Who waits for the engine is not idle; who doesn't read is noticed by the
	 * connection.
	 */
	private boolean isIdle() {
		Duration silence = Duration.between(this.lastSign, this.clock.instant());
		return this.texts.isAtRest() && silence.compareTo(this.limits.idleTime()) >= 0;
	}

	private Mono<Void> accept(Object frame) {
		this.lastSign = this.clock.instant();
		if (frame instanceof String words) {
			return Mono.defer(() -> hear(ClientMessage.parse(words))).onErrorResume(this::refuse);
		}
		return (frame == WebSocketMessage.Type.BINARY) ? Mono.fromRunnable(() -> fail(LiveProblems.textOnly()))
				: Mono.empty();
	}

	private static boolean isTooLarge(Throwable error) {
		return error instanceof TooLongFrameException || error instanceof CorruptedWebSocketFrameException;
	}

	/** Nothing can be read after that, but something can be said. */
	private Mono<Void> tooLarge() {
		tell(LiveProblems.tooLarge(this.limits.maxMessage()));
		end(CloseStatus.TOO_BIG_TO_PROCESS);
		return Mono.never();
	}

	private Mono<Void> hear(ClientMessage message) {
		return switch (message) {
			case ClientMessage.Configure configuration -> configure(configuration.fields());
			case ClientMessage.Text piece -> Mono.fromRunnable(() -> this.texts.take(piece.text()));
			case ClientMessage.Done _ -> Mono.fromRunnable(this.texts::finish);
			case ClientMessage.Cancel _ -> Mono.fromRunnable(this.texts::cancel);
			case ClientMessage.Close _ -> Mono.fromRunnable(() -> end(CloseStatus.NORMAL));
		};
	}

	private Mono<Void> configure(JsonNode fields) {
		if (this.texts.isConfigured()) {
			return Mono.error(LiveProblems.configuredAlready());
		}
		return this.configuring.apply(fields).doOnNext(this.texts::configure).then();
	}

	private synchronized Mono<Void> refuse(Throwable error) {
		this.refusals++;
		if (!this.texts.isConfigured()) {
			fail(error);
		}
		else if (this.refusals > MOST_REFUSALS) {
			fail(LiveProblems.tooManyErrors());
		}
		else {
			tell(error);
		}
		return Mono.empty();
	}

	/** Ends the session for a reason, and says it. */
	private void fail(Throwable reason) {
		tell(reason);
		boolean isOurs = !(reason instanceof ProblemException problem) || problem.getStatusCode().is5xxServerError();
		end(isOurs ? CloseStatus.SERVER_ERROR : CloseStatus.POLICY_VIOLATION);
	}

	private void tell(Throwable reason) {
		this.notices.emitNext(new LiveEvent.Refused(reason), Sinks.EmitFailureHandler.busyLooping(OTHERS));
	}

	private synchronized void end(CloseStatus reason) {
		if (!this.over) {
			this.over = true;
			this.status = reason;
			this.texts.end(true);
			this.ended.tryEmitEmpty();
		}
	}

	/** Speaks what was said, and no more. */
	synchronized void windUp() {
		if (!this.over) {
			this.status = CloseStatus.GOING_AWAY;
			this.texts.end(false);
		}
	}

}
