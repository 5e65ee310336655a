package io.cosymesh.webui.access.database;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Work that is done at start, then again and again at times that several processes don't
 * share, and once more at the end.
 */
public final class RegularWork implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(RegularWork.class);

	private final String name;

	private final Runnable work;

	private final Duration interval;

	private final Scheduler scheduler;

	private final RandomGenerator random;

	private volatile @Nullable Disposable running;

	/**
	 * Creates the work.
	 * @param name its name in the log
	 * @param work what is done, which may block
	 * @param interval how often, a tenth more or less
	 * @param where the threads it runs on
	 */
	public RegularWork(String name, Runnable work, Duration interval, DatabaseWork where) {
		this.name = name;
		this.work = work;
		this.interval = interval;
		this.scheduler = where.scheduler();
		this.random = RandomGenerator.getDefault();
	}

	@Override
	public void start() {
		this.running = Mono.fromRunnable(this::once)
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
			once();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	private void once() {
		try {
			this.work.run();
		}
		catch (RuntimeException ex) {
			log.warn("event=regular-work-failed work={} error=\"{}\"", this.name, ex.toString());
		}
	}

	private Duration pause() {
		long millis = Math.max(10, this.interval.toMillis());
		return Duration.ofMillis(millis - millis / 10 + this.random.nextLong(millis / 5 + 1));
	}

}
