package io.cosymesh.audio.admission;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Where blocking work is done: on virtual threads, and computing on no more of them at a
 * time than there are processors. Cancelling interrupts.
 */
public final class Workbench {

	private final Scheduler scheduler;

	private final Semaphore processors;

	Workbench(Scheduler scheduler, int processors) {
		this.scheduler = scheduler;
		this.processors = new Semaphore(processors, true);
	}

	/**
	 * Computes something as soon as a processor is free.
	 * @param work what blocks or takes processor time
	 * @param <T> its result
	 * @return the result
	 */
	public <T> Mono<T> compute(Callable<T> work) {
		return Mono.fromCallable(() -> {
			this.processors.acquire();
			try {
				return work.call();
			}
			finally {
				this.processors.release();
			}
		}).subscribeOn(this.scheduler);
	}

	/**
	 * Returns the scheduler for work that waits rather than computes.
	 * @return the scheduler, one virtual thread per worker
	 */
	public Scheduler scheduler() {
		return this.scheduler;
	}

}
