package io.cosymesh.backend.storage;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Work that is done at start and then again and again, at times that several processes
 * don't share.
 */
final class RegularWork implements SmartLifecycle {

	private final Runnable work;

	private final Duration interval;

	private final Scheduler scheduler;

	private final RandomGenerator random;

	private volatile @Nullable Disposable running;

	RegularWork(Runnable work, Duration interval, Scheduler scheduler, RandomGenerator random) {
		this.work = work;
		this.interval = interval;
		this.scheduler = scheduler;
		this.random = random;
	}

	@Override
	public void start() {
		this.running = Mono.fromRunnable(this.work)
			.subscribeOn(this.scheduler)
			.then(Mono.defer(() -> Mono.delay(pause())))
			.repeat()
			.subscribe();
	}

	@Override
	public void stop() {
		Disposable current = this.running;
		if (current != null) {
			current.dispose();
			this.running = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/** Up to a tenth more or less. */
	private Duration pause() {
		long millis = this.interval.toMillis();
		return Duration.ofMillis(millis - millis / 10 + this.random.nextLong(millis / 5 + 1));
	}

}
