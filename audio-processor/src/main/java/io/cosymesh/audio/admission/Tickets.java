package io.cosymesh.audio.admission;

import java.util.concurrent.Semaphore;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A bounded number of entries that refuses at once instead of letting callers wait.
 */
public final class Tickets {

	private final Semaphore free;

	/**
	 * Creates tickets.
	 * @param count how many there are
	 */
	public Tickets(int count) {
		this.free = new Semaphore(count);
	}

	/**
	 * Runs something with a ticket, given back however it ends.
	 * @param guarded what needs a ticket
	 * @param <T> what it results in
	 * @return the result, or {@link BusyException} when all tickets are out
	 */
	public <T> Mono<T> admit(Mono<T> guarded) {
		return Mono.using(this::take, (semaphore) -> guarded, Semaphore::release);
	}

	/**
	 * Runs a stream with a ticket, given back however it ends.
	 * @param guarded what needs a ticket
	 * @param <T> its elements
	 * @return the stream, or {@link BusyException} when all tickets are out
	 */
	public <T> Flux<T> admit(Flux<T> guarded) {
		return Flux.using(this::take, (semaphore) -> guarded, Semaphore::release);
	}

	private Semaphore take() {
		if (!this.free.tryAcquire()) {
			throw new BusyException();
		}
		return this.free;
	}

}
