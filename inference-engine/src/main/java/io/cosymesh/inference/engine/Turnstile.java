package io.cosymesh.inference.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a number of orders through at once and the others in the order of their arrival.
 * Whoever waits too long, or goes away, holds nobody up.
 */
final class Turnstile {

	private final int places;

	private final int waiting;

	private final Deque<CountDownLatch> queue = new ArrayDeque<>();

	private int taken;

	Turnstile(int places, int waiting) {
		this.places = places;
		this.waiting = waiting;
	}

	/**
	 * Takes a place, after those who came before; blocks until there is one.
	 * @return the position in the queue at arrival, from 1, or 0 if there was a place
	 * @throws BusyEngineException if the queue is full, or the wait too long
	 */
	int enter(Duration patience) throws BusyEngineException {
		CountDownLatch turn = new CountDownLatch(1);
		int position = arrive(turn);
		if (position > 0 && !isCalled(turn, patience)) {
			leaveQueue(turn);
		}
		return position;
	}

	/** Gives a place back: to the head of the queue. */
	synchronized void leave() {
		CountDownLatch head = this.queue.poll();
		if (head != null) {
			head.countDown();
		}
		else {
			this.taken--;
		}
	}

	synchronized int taken() {
		return this.taken;
	}

	synchronized int queued() {
		return this.queue.size();
	}

	private synchronized int arrive(CountDownLatch turn) throws BusyEngineException {
		if (this.taken < this.places) {
			this.taken++;
			return 0;
		}
		if (this.queue.size() >= this.waiting) {
			throw busy(this.queue.size() + 1);
		}
		this.queue.add(turn);
		return this.queue.size();
	}

	private static boolean isCalled(CountDownLatch turn, Duration patience) {
		try {
			return turn.await(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException _) {
			// Whoever asked has gone; the thread's owner learns of it.
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Gives up waiting, unless called at that very moment. */
	private synchronized void leaveQueue(CountDownLatch turn) throws BusyEngineException {
		int position = List.copyOf(this.queue).indexOf(turn) + 1;
		if (this.queue.remove(turn)) {
			throw busy(position);
		}
	}

	private BusyEngineException busy(int position) {
		return new BusyEngineException(position, Math.max(position - 1, this.queue.size()), this.places);
	}

}
