package io.cosymesh.audio.admission;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
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
		return Mono.create((sink) -> {
			AtomicBoolean cancelled = new AtomicBoolean();
			Disposable task = this.scheduler.schedule(() -> run(work, sink, cancelled));
			sink.onCancel(() -> {
				cancelled.set(true);
				task.dispose();
			});
		});
	}

	private <T> void run(Callable<T> work, MonoSink<T> sink, AtomicBoolean cancelled) {
		try {
			this.processors.acquire();
			try {
				sink.success(work.call());
			}
			finally {
				this.processors.release();
			}
		}
		catch (Exception ex) {
			// What the interruption breaks is of no interest to anybody.
			if (!cancelled.get()) {
				sink.error(ex);
			}
		}
	}

	/**
	 * Returns the scheduler for work that waits rather than computes.
	 * @return the scheduler, one virtual thread per worker
	 */
	public Scheduler scheduler() {
		return this.scheduler;
	}

}
