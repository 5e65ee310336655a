package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task at a moment of the wall clock, over and over, never twice at once. Timers
 * stand still while a laptop sleeps and certificates don't, so the clock is looked at
 * every few seconds.
 */
final class Alarm implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(Alarm.class);

	private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

	private static final Duration AFTER_A_BUG = Duration.ofMinutes(1);

	private final InstantSource clock;

	private final ScheduledExecutorService scheduler;

	private final Supplier<Instant> task;

	private @Nullable Future<?> pending;

	private Instant due = Instant.MAX;

	private Instant asked = Instant.MAX;

	private boolean ringing;

	private boolean closed;

	/**
	 * Creates an alarm that isn't set.
	 * @param clock the wall clock
	 * @param scheduler runs the task; not closed here
	 * @param task returns when it wants to run next, {@link Instant#MAX} for never
	 */
	Alarm(InstantSource clock, ScheduledExecutorService scheduler, Supplier<Instant> task) {
		this.clock = clock;
		this.scheduler = scheduler;
		this.task = task;
	}

	/**
	 * Has the task run no later than at a moment.
	 */
	synchronized void ringBy(Instant at) {
		if (this.ringing) {
			this.asked = earlier(this.asked, at);
		}
		else if (at.isBefore(this.due)) {
			this.due = at;
			sleep();
		}
	}

	/**
	 * Returns when the task runs next.
	 */
	synchronized Instant due() {
		return this.due;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.pending != null) {
			this.pending.cancel(false);
		}
	}

	private void tick() {
		if (!begin()) {
			return;
		}
		Instant next = this.clock.instant().plus(AFTER_A_BUG);
		try {
			next = this.task.get();
		}
		catch (RuntimeException ex) {
			log.error("event=alarm-failed retry-at={}", next, ex);
		}
		finally {
			end(next);
		}
	}

	private synchronized boolean begin() {
		if (this.closed || this.ringing) {
			return false;
		}
		if (this.clock.instant().isBefore(this.due)) {
			sleep();
			return false;
		}
		this.ringing = true;
		return true;
	}

	private synchronized void end(Instant next) {
		this.ringing = false;
		this.due = earlier(next, this.asked);
		this.asked = Instant.MAX;
		sleep();
	}

	private void sleep() {
		if (this.closed) {
			return;
		}
		if (this.pending != null) {
			this.pending.cancel(false);
		}
		Duration left = Duration.between(this.clock.instant(), this.due);
		Duration nap = (left.compareTo(LONGEST_SLEEP) < 0) ? left : LONGEST_SLEEP;
		try {
			this.pending = this.scheduler.schedule(this::tick, Math.max(0, nap.toMillis()), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			log.debug("event=alarm-stopped reason=\"the scheduler is closed\"");
		}
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
