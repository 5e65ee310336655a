package io.cosymesh.backend.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import org.jspecify.annotations.Nullable;

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

	private final Sinks.Many<LiveTurn> turns = Sinks.many().unicast().onBackpressureBuffer();

	private final Sinks.Many<LiveEvent> notices = Sinks.many().unicast().onBackpressureBuffer();

	private final Sinks.Empty<Void> ended = Sinks.empty();

	private final Deque<LiveTurn> open = new ArrayDeque<>();

	private final AtomicInteger unspoken = new AtomicInteger();

	private volatile Instant lastSign;

	private volatile CloseStatus status = CloseStatus.NORMAL;

	private @Nullable Voicing voicing;

	private @Nullable GrowingText text;

	private @Nullable LiveTurn turn;

	private int received;

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
			.then();
		Flux<WebSocketMessage> events = Flux.merge(1, this.notices.asFlux(), spoken())
			.doOnNext((_) -> this.lastSign = this.clock.instant())
			.concatMapIterable(writer::write, 1);
		Mono<Void> output = Mono
			.firstWithSignal(socket.send(events), this.ended.asMono().then(Mono.delay(FAREWELL)).then())
			.then(Mono.defer(() -> socket.close(this.status)));
		return Mono.firstWithSignal(input, output, watch());
	}

	private Flux<LiveEvent> spoken() {
		return this.turns.asFlux()
			.concatMap((begun) -> begun.events().doOnComplete(() -> forget(begun)), 1)
			.doOnComplete(this.notices::tryEmitComplete);
	}

	private Mono<Void> watch() {
		Flux<Long> idle = Flux.interval(this.limits.idleTime().dividedBy(LOOKS_AT_IDLENESS))
			.onBackpressureDrop()
			.filter((_) -> Duration.between(this.lastSign, this.clock.instant()).compareTo(this.limits.idleTime()) >= 0)
			.take(1)
			.doOnNext((_) -> fail(LiveProblems.idle(this.limits.idleTime())));
		Mono<Long> tooLong = Mono.delay(this.limits.sessionTime())
			.doOnNext((_) -> fail(LiveProblems.over(this.limits.sessionTime())));
		return Flux.merge(idle, tooLong).then(Mono.never());
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
			case ClientMessage.Text piece -> Mono.fromRunnable(() -> take(piece.text()));
			case ClientMessage.Done _ -> Mono.fromRunnable(this::finishText);
			case ClientMessage.Cancel _ -> Mono.fromRunnable(this::cancel);
			case ClientMessage.Close _ -> Mono.fromRunnable(() -> end(CloseStatus.NORMAL));
		};
	}

	private synchronized Mono<Void> configure(JsonNode fields) {
		if (this.voicing != null) {
			return Mono.error(LiveProblems.configuredAlready());
		}
		return this.configuring.apply(fields).doOnNext(this::begin).then();
	}

	private synchronized void begin(Voicing found) {
		this.voicing = found;
		this.text = new GrowingText(found.delivery().order().language());
	}

	private synchronized void take(String piece) {
		GrowingText growing = configured();
		if (this.over) {
			throw LiveProblems.stopping();
		}
		if (this.received + piece.length() > this.limits.maxText()) {
			throw LiveProblems.textExhausted(this.limits.maxText());
		}
		int waiting = this.unspoken.get() + growing.length();
		if (waiting + piece.length() > this.limits.maxUnspoken()) {
			throw LiveProblems.backlog(waiting, this.limits.maxUnspoken());
		}
		this.received += piece.length();
		growing.add(piece).forEach((sentence) -> current().say(sentence));
	}

	private synchronized void finishText() {
		configured().finish().ifPresent((rest) -> current().say(rest));
		current().finish();
		this.turn = null;
	}

	private synchronized void cancel() {
		configured().finish();
		current();
		this.turn = null;
		this.open.forEach(LiveTurn::cancel);
	}

	private GrowingText configured() {
		if (this.text == null) {
			throw LiveProblems.configurationExpected();
		}
		return this.text;
	}

	private LiveTurn current() {
		LiveTurn begun = this.turn;
		if (begun == null) {
			begun = new LiveTurn(Objects.requireNonNull(this.voicing), this.limits.ahead(), this.unspoken);
			this.turn = begun;
			this.open.add(begun);
			this.turns.tryEmitNext(begun);
		}
		return begun;
	}

	private synchronized void forget(LiveTurn done) {
		this.open.remove(done);
	}

	private synchronized Mono<Void> refuse(Throwable error) {
		this.refusals++;
		if (this.voicing == null) {
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
			this.open.forEach(LiveTurn::cancel);
			this.turns.tryEmitComplete();
			this.ended.tryEmitEmpty();
		}
	}

	/** Speaks what was said, and no more. */
	synchronized void windUp() {
		if (!this.over) {
			this.over = true;
			this.status = CloseStatus.GOING_AWAY;
			if (this.text != null) {
				finishText();
			}
			this.turns.tryEmitComplete();
		}
	}

}
