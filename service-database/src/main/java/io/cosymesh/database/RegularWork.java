package io.cosymesh.database;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Work that is done at start and then again and again, at times that several processes
 * don't share. A failure is logged, and the work tried again at its time.
 */
public final class RegularWork implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(RegularWork.class);

	private final String name;

	private final Runnable work;

	private final Duration interval;

	private final Scheduler scheduler;

	private final boolean hasLastRound;

	private final RandomGenerator random = RandomGenerator.getDefault();

	private volatile @Nullable Disposable running;

	/**
	 * Creates the work.
	 * @param name its name in the log
	 * @param work what is done, which may block
	 * @param interval how often, a tenth more or less
	 * @param scheduler the threads it runs on
	 */
	public RegularWork(String name, Runnable work, Duration interval, Scheduler scheduler) {
		this(name, work, interval, scheduler, false);
	}

	private RegularWork(String name, Runnable work, Duration interval, Scheduler scheduler, boolean hasLastRound) {
		this.name = name;
		this.work = work;
		this.interval = interval;
		this.scheduler = scheduler;
		this.hasLastRound = hasLastRound;
	}

	/**
	 * Creates work that is done once more at the end, for what would be lost otherwise.
	 * @param name its name in the log
	 * @param work what is done, which may block
	 * @param interval how often, a tenth more or less
	 * @param scheduler the threads it runs on
	 * @return the work
	 */
	public static RegularWork withLastRound(String name, Runnable work, Duration interval, Scheduler scheduler) {
		return new RegularWork(name, work, interval, scheduler, true);
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
		if (current == null) {
			return;
		}
		current.dispose();
		this.running = null;
		if (this.hasLastRound) {
			once();
		}
	}

	// Goes on until the web server has answered the last request, and keeps what that has
	// left.
	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
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
