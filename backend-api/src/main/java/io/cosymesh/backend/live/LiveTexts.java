package io.cosymesh.backend.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The texts of a session, one after the other: what arrives of them, and what is spoken.
 * However much a client sends and however little it reads, so much is kept and no more.
 */
final class LiveTexts {

	private static final int MOST_TEXTS = 32;

	private final LiveProperties limits;

	private final Sinks.Many<LiveTurn> turns = Sinks.many().unicast().onBackpressureBuffer();

	private final Deque<LiveTurn> open = new ArrayDeque<>();

	private final AtomicInteger unspoken = new AtomicInteger();

	private @Nullable Voicing voicing;

	private @Nullable GrowingText text;

	private @Nullable LiveTurn turn;

	private int received;

	private boolean over;

	LiveTexts(LiveProperties limits) {
		this.limits = limits;
	}

	synchronized boolean isConfigured() {
		return this.voicing != null;
	}

	synchronized void configure(Voicing found) {
		this.voicing = found;
		this.text = new GrowingText(found.delivery().order().language());
	}

	/** Takes a piece of the text, all of it or nothing. */
	synchronized void take(String piece) {
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
		LiveTurn speaking = current();
		this.received += piece.length();
		growing.add(piece).forEach(speaking::say);
	}

	/** Speaks the rest of the text; another one may follow. */
	synchronized void finish() {
		GrowingText growing = configured();
		LiveTurn speaking = current();
		growing.finish().ifPresent(speaking::say);
		speaking.finish();
		this.turn = null;
	}

	/** Forgets all that isn't spoken. */
	synchronized void cancel() {
		configured().finish();
		if (this.open.isEmpty()) {
			current();
		}
		this.turn = null;
		cancelAll();
	}

	/** Takes no more. Speaks what there is, unless it is to end at once. */
	synchronized void end(boolean atOnce) {
		if (!this.over && !atOnce && this.turn != null) {
			finish();
		}
		this.over = true;
		if (atOnce) {
			cancelAll();
		}
		this.turns.tryEmitComplete();
	}

	/** Returns whether nothing waits to be spoken. */
	boolean isAtRest() {
		return this.unspoken.get() == 0;
	}

	/** Returns what there is to tell of all texts, to be read once. */
	Flux<LiveEvent> events() {
		return this.turns.asFlux().concatMap((begun) -> begun.events().doOnComplete(() -> forget(begun)), 1);
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
			begun = begin();
			this.turn = begun;
		}
		return begun;
	}

	private LiveTurn begin() {
		Voicing speaking = this.voicing;
		if (speaking == null) {
			throw LiveProblems.configurationExpected();
		}
		if (this.open.size() >= MOST_TEXTS) {
			throw LiveProblems.tooManyTexts(MOST_TEXTS);
		}
		LiveTurn begun = new LiveTurn(speaking, this.limits.ahead(), this.unspoken);
		this.open.add(begun);
		this.turns.tryEmitNext(begun);
		return begun;
	}

	/**
	 * A text that nobody speaks yet is over, and forgotten, as soon as it is cancelled.
	 */
	private void cancelAll() {
		List.copyOf(this.open).forEach(LiveTurn::cancel);
	}

	private synchronized void forget(LiveTurn done) {
		this.open.remove(done);
	}

}
