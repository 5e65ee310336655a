package io.cosymesh.inference.cosyvoice;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.EngineUnavailableException;
import io.cosymesh.inference.engine.SpeechException;

/**
 * The requests a runtime bears at once. Who waits for a place is served in the order of
 * arrival, and can be called off.
 */
final class Places {

	private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();

	private int free;

	Places(int number) {
		this.free = number;
	}

	/** Gets in line. */
	synchronized Place ask() {
		if (this.free > 0) {
			this.free--;
			return new Place(CompletableFuture.completedFuture(null));
		}
		CompletableFuture<Void> turn = new CompletableFuture<>();
		this.waiting.add(turn);
		return new Place(turn);
	}

	private synchronized void leave(CompletableFuture<Void> turn) {
		if (turn.cancel(false)) {
			return;
		}
		CompletableFuture<Void> next = this.waiting.poll();
		// Who gave up waiting is still in line but can't be called.
		while (next != null && !next.complete(null)) {
			next = this.waiting.poll();
		}
		if (next == null) {
			this.free++;
		}
	}

	/**
	 * A place, or one's turn to get one. To be left once.
	 */
	final class Place {

		private final CompletableFuture<Void> turn;

		private Place(CompletableFuture<Void> turn) {
			this.turn = turn;
		}

		/** Waits for the turn. */
		void await(Duration patience) throws SpeechException {
			try {
				this.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				throw new EngineUnavailableException("All places at the runtime are taken", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new EngineFailureException("Interrupted", ex);
			}
			catch (CancellationException | ExecutionException ex) {
				throw new EngineFailureException("The speech was given up before its end", ex);
			}
		}

		/** Gives the place to who waits longest, or gives up waiting. */
		void leave() {
			Places.this.leave(this.turn);
		}

	}

}
